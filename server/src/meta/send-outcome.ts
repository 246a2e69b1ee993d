import { z } from 'zod';
import type { GraphAnswer, GraphRejection } from './graph-call.ts';
import { requiredText, text } from './payload-fields.ts';

/**
 * What became of one attempt to send. Meta has no idempotency key, so `unknown` must not be tried again blindly: the message
 * may have been sent. `not_sent` is certain: no byte reached Meta.
 */
export type SendOutcome =
  | {
      readonly kind: 'accepted';
      readonly wamid: string;
      /** The recipient's digits as Meta writes them; they may differ from what was sent. Absent for a BSUID. */
      readonly waId?: string;
      readonly userId?: string;
      /** Template sends only: `accepted`, `held_for_quality_assessment`, `paused`. */
      readonly messageStatus?: string;
    }
  | GraphRejection
  | { readonly kind: 'unknown'; readonly detail: string }
  | { readonly kind: 'not_sent'; readonly detail: string };

/** Characters. Meta's ids have some sixty; what is no id would not fit into an index. */
const idLimit = 1_000;

const acceptedBody = z.object({
  messages: z.array(z.object({ id: requiredText.max(idLimit), message_status: text })).min(1),
  contacts: z
    .array(z.object({ wa_id: text, user_id: text }))
    .optional()
    .catch(undefined),
});

/** Meta took the same request before: what became of it is told by its statuses (cloud-api-behaviour section 5). */
const duplicateRequest = 1752041;

/** Reads the answer to a send. */
export function toSendOutcome(answer: GraphAnswer): SendOutcome {
  if (answer.kind === 'rejected') {
    const { code } = answer.error;
    return code === duplicateRequest
      ? { kind: 'unknown', detail: `${answer.rule.plain} ${answer.rule.suggestion}` }
      : answer;
  }
  if (answer.kind === 'unavailable') return { kind: answer.sent ? 'unknown' : 'not_sent', detail: answer.detail };
  const read = acceptedBody.safeParse(answer.value);
  const message = read.success ? read.data.messages[0] : undefined;
  if (!read.success || !message) {
    return { kind: 'unknown', detail: `Meta answered ${answer.status} without a message id.` };
  }
  const contact = read.data.contacts?.[0];
  return {
    kind: 'accepted',
    wamid: message.id,
    ...(contact?.wa_id === undefined ? {} : { waId: contact.wa_id }),
    ...(contact?.user_id === undefined ? {} : { userId: contact.user_id }),
    ...(message.message_status === undefined ? {} : { messageStatus: message.message_status }),
  };
}
