import { z } from 'zod';
import { alterations } from './alter-webhook.ts';
import { mediaFaults } from './faults.ts';

/** An answer may be held back for ten minutes of machine time at most. */
const maxAnswerDelayMs = 600_000;
/** A webhook may be held back for thirty days of virtual time at most. */
const maxWebhookDelayMs = 30 * 86_400_000;
const maxStatusDelaySeconds = 30 * 86_400;
const maxTimes = 1_000_000;
/** Rule 8.10 and section 4: changes in one POST, and its size. */
const maxChanges = 1_000;
const maxPaddingBytes = 3 * 1024 * 1024;
const maxStatuses = 20;

const webhookFault = z
  .strictObject({
    duplicate: z.boolean().optional(),
    reorder: z.boolean().optional(),
    delay_ms: z.number().int().min(0).max(maxWebhookDelayMs).optional(),
    drop: z.boolean().optional(),
    bad_signature: z.boolean().optional(),
    signature: z.enum(['missing', 'wrong_secret', 'raw_utf8']).optional(),
    repeat_in_post: z.number().int().min(1).max(maxChanges).optional(),
    batch: z.number().int().min(2).max(maxChanges).optional(),
    padding_bytes: z.number().int().min(1).max(maxPaddingBytes).optional(),
    alter: z.array(z.enum(alterations)).min(1).optional(),
  })
  .refine((fault) => Object.keys(fault).length > 0, { message: 'name at least one of its members' });

/** A status by its word, or with the time after the one before and, of a failed one, its code. */
const plannedStatus = z.union([
  z
    .string()
    .min(1)
    .transform((status) => ({ status })),
  z.strictObject({
    status: z.string().min(1),
    after_seconds: z.number().min(0).max(maxStatusDelaySeconds).optional(),
    code: z.number().int().min(0).optional(),
    details: z.string().optional(),
  }),
]);

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
    mode: z.enum(['sync', 'async', 'both']).optional(),
    drop_answer: z.boolean().optional(),
    reset: z.boolean().optional(),
    bad_gateway: z.boolean().optional(),
    delay_ms: z.number().int().min(0).max(maxAnswerDelayMs).optional(),
    silence: z.boolean().optional(),
    statuses: z.array(plannedStatus).min(1).max(maxStatuses).optional(),
    status_before_answer: z.boolean().optional(),
    hold: z
      .strictObject({ seconds: z.number().min(0).max(maxStatusDelaySeconds), ends: z.enum(['released', 'failed']) })
      .optional(),
    media: z.enum(mediaFaults).optional(),
    webhook: webhookFault.optional(),
  })
  .refine((value) => Object.keys(value).some((member) => member !== 'mode'), {
    message:
      'name error, drop_answer, reset, bad_gateway, delay_ms, silence, statuses, status_before_answer, hold, media or webhook',
  })
  .refine((value) => value.webhook === undefined || Object.keys(value).length === 1, {
    message: 'webhook stands alone; make a second fault for the rest',
  })
  .refine((value) => value.mode === undefined || value.error !== undefined, { message: 'mode belongs to error' });

/** POST /simulator/faults; `times` null or 0 means until it is deleted, `skip` lets so many pass first. */
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
  skip: z.number().int().min(0).max(maxTimes).default(0),
});
