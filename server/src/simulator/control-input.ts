import { z } from 'zod';
import { AppError } from '../kernel/errors.ts';
import { paymentOutcomes } from './pay-order.ts';
import { templateDecisions } from './review-template.ts';

/** An answer may be held back for ten minutes of machine time at most. */
const maxAnswerDelayMs = 600_000;
/** A webhook may be held back for thirty days of virtual time at most. */
const maxWebhookDelayMs = 30 * 86_400_000;
const maxTimes = 1_000_000;

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
});

/** POST /simulator/clock: either member. */
export const clockInput = z
  .strictObject({ advance_seconds: z.number().min(0).optional(), now: z.iso.datetime({ offset: true }).optional() })
  .refine((body) => (body.advance_seconds === undefined) !== (body.now === undefined), {
    message: 'give either advance_seconds or now',
  });

const webhookFault = z
  .strictObject({
    duplicate: z.boolean().optional(),
    reorder: z.boolean().optional(),
    delay_ms: z.number().int().min(0).max(maxWebhookDelayMs).optional(),
    drop: z.boolean().optional(),
    bad_signature: z.boolean().optional(),
  })
  .refine((fault) => Object.keys(fault).length > 0, { message: 'name at least one of its members' });

const outcome = z
  .strictObject({
    error: z
      .strictObject({
        code: z.number().int().min(0),
        http_status: z.number().int().min(400).max(599).optional(),
        error_subcode: z.number().int().optional(),
        details: z.string().optional(),
      })
      .optional(),
    mode: z.enum(['sync', 'async']).optional(),
    drop_answer: z.boolean().optional(),
    delay_ms: z.number().int().min(0).max(maxAnswerDelayMs).optional(),
    silence: z.boolean().optional(),
    webhook: webhookFault.optional(),
  })
  .refine((value) => Object.keys(value).some((member) => member !== 'mode'), {
    message: 'name error, drop_answer, delay_ms, silence or webhook',
  })
  .refine((value) => value.webhook === undefined || Object.keys(value).length === 1, {
    message: 'webhook stands alone; make a second fault for the rest',
  })
  .refine((value) => value.mode === undefined || value.error !== undefined, { message: 'mode belongs to error' });

/** POST /simulator/faults; `times` null or 0 means until it is deleted. */
export const faultInput = z.strictObject({
  match: z
    .strictObject({
      operation: z.string().optional(),
      to: z.string().optional(),
      template: z.string().optional(),
      channel: z.string().optional(),
    })
    .default({}),
  outcome,
  times: z.number().int().min(0).max(maxTimes).nullable().default(1),
});

/** POST /simulator/templates/{name}/review. */
export const reviewInput = z.strictObject({
  decision: z.enum(templateDecisions),
  reason: z.string().optional(),
  language: z.string().optional(),
});

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
