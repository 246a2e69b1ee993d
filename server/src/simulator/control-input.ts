import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { codeVerifications, nameStatuses, qualityRatings } from './number-state.ts';
import { paymentOutcomes } from './pay-order.ts';
import { templateDecisions } from './review-template.ts';
import { messagingLimits, numberStatuses, tokenScopes } from './simulated-account.ts';
import { backlogOrders } from './webhook-sender.ts';

const object = z.record(z.string(), z.unknown());

/** POST /simulator/customers/{waId}/messages. */
export const customerMessageInput = z.strictObject({
  channel: z.string().optional(),
  profile_name: z.string().min(1).optional(),
  message: object,
});

/** POST /simulator/customers/{waId}/payments. */
export const paymentInput = z.strictObject({
  channel: z.string().optional(),
  reference_id: z.string().min(1),
  status: z.enum(paymentOutcomes).default('captured'),
});

/** PATCH /simulator/customers/{waId}. */
export const behaviourInput = z.strictObject({
  on_whatsapp: z.boolean().optional(),
  auto_deliver: z.boolean().optional(),
  auto_read: z.boolean().optional(),
  blocked: z.boolean().optional(),
  opted_out_marketing: z.boolean().optional(),
  username: z.string().min(1).nullable().optional(),
  hide_phone: z.boolean().optional(),
  delivered_after_seconds: z.number().min(0).max(2_592_000).nullable().optional(),
  read_after_seconds: z.number().min(0).max(2_592_000).nullable().optional(),
});

/** POST /simulator/customers/{waId}/changes: a new number, a new user id, or a new key. */
export const customerChangeInput = z
  .strictObject({
    wa_id: z.string().optional(),
    user_id: z
      .string()
      .regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/, 'must be a business-scoped user id such as US.7Qk2')
      .optional(),
    identity: z.literal(true).optional(),
  })
  .refine((body) => Object.keys(body).length === 1, { message: 'give one of wa_id, user_id and identity' });

/** POST /simulator/clock: either member. */
export const clockInput = z
  .strictObject({ advance_seconds: z.number().min(0).optional(), now: z.iso.datetime({ offset: true }).optional() })
  .refine((body) => (body.advance_seconds === undefined) !== (body.now === undefined), {
    message: 'give either advance_seconds or now',
  });

/** POST /simulator/templates/{name}/review. */
export const reviewInput = z.strictObject({
  decision: z.enum(templateDecisions),
  reason: z.string().optional(),
  language: z.string().optional(),
  /** Of a category: announced now and set so much later. */
  in_seconds: z.number().min(0).max(2_592_000).optional(),
});

/** POST /simulator/templates/{name}/quality. */
export const qualityInput = z.strictObject({
  score: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']),
  language: z.string().optional(),
});

/** PATCH /simulator/numbers/{phoneNumberId}. */
export const numberInput = z.strictObject({
  status: z.enum(numberStatuses).optional(),
  quality: z.enum(qualityRatings).optional(),
  name_status: z.enum(nameStatuses).optional(),
  code_verification_status: z.enum(codeVerifications).optional(),
  throughput_per_second: z.number().int().min(0).max(1_000).optional(),
});

/** POST /simulator/numbers/{phoneNumberId}/errors. */
export const numberErrorInput = z.strictObject({ code: z.number().int().min(0), details: z.string().optional() });

/** PATCH /simulator/accounts/{wabaId}. */
export const accountInput = z.strictObject({
  is_locked: z.boolean().optional(),
  has_payment_method: z.boolean().optional(),
  messaging_limit: z.enum(messagingLimits).optional(),
});

/** POST /simulator/tokens. */
export const tokenInput = z.strictObject({
  token: z.string().min(8).max(500).regex(/^\S+$/, 'must have no blanks').optional(),
  app_id: z.string().optional(),
  waba_ids: z.array(z.string()).min(1).optional(),
  scopes: z.array(z.enum(tokenScopes)).default([...tokenScopes]),
  expires_in_seconds: z.number().min(0).optional(),
});

/** PATCH /simulator/tokens: of the token that is named. */
export const tokenChangeInput = z.strictObject({
  token: z.string(),
  scopes: z.array(z.enum(tokenScopes)).optional(),
  /** 0 expires it now; null never. */
  expires_in_seconds: z.number().min(0).nullable().optional(),
  revoked: z.boolean().optional(),
});

/** POST /simulator/webhooks/outage. */
export const outageInput = z.strictObject({ on: z.boolean(), order: z.enum(backlogOrders).default('kept') });

/** POST /simulator/account-events; the first account when none is named. */
export const accountEventInput = z.strictObject({
  field: z.string().min(1),
  value: object,
  waba_id: z.string().optional(),
});

/**
 * POST /simulator/customers/{waId}/calls: with an event the customer calls or hangs up, without one the status is that of a call
 * which the business makes.
 */
export const callInput = z
  .strictObject({
    channel: z.string().optional(),
    call_id: z.string().min(1).max(200).optional(),
    event: z.enum(['connect', 'terminate']).optional(),
    status: z.enum(['COMPLETED', 'FAILED', 'RINGING', 'ACCEPTED', 'REJECTED']).optional(),
    duration: z.number().int().min(0).max(86_400).optional(),
  })
  .refine((value) => value.event !== undefined || value.status !== undefined, { message: 'name event or status' });

/** The body as the schema wants it, or `request.invalid` that names the first member that is wrong. */
export function readInput<Output>(schema: z.ZodType<Output>, body: unknown): Output {
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join('.')}: ` : '';
  throw new AppError('request.invalid', `${where}${issue?.message ?? 'The body is not valid.'}`);
}

/** `limit` of a query: from 1 to `max`, which is also the default. */
export function readLimit(query: unknown, max: number): number {
  return readInput(z.object({ limit: z.coerce.number().int().min(1).max(max).default(max) }), query).limit;
}
