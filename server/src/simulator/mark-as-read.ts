import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { requireProduct } from './check-send.ts';
import { GraphError } from './graph-errors.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';
import type { People } from './people.ts';
import { requireText } from './read-parameter.ts';

/** Rule 2.9. */
const maxAgeMs = 30 * 86_400_000;
const typingMs = 25_000;

/** Whether the body of POST /messages is a read receipt or typing indicator, not a message. */
export function isReadReceipt(body: JsonObject): boolean {
  return body.status !== undefined;
}

/** Marks a customer's message and the earlier ones of its thread as read (rule 2.9); the typing indicator rides along. */
export function markAsRead(
  deps: { clock: Clock; people: People },
  channel: Channel,
  body: JsonObject,
): { success: true } {
  requireProduct(body);
  if (body.status !== 'read') throw new GraphError(100, 'Param status must be one of {READ}.');
  const typing = body.typing_indicator;
  if (typing !== undefined && !(isJsonObject(typing) && typing.type === 'text')) {
    throw new GraphError(100, "Param typing_indicator['type'] must be one of {TEXT}.");
  }
  const message = deps.people.findMessage(requireText(body, 'message_id'));
  const isKnown = message?.direction === 'in' && message.thread.channel === channel;
  if (!isKnown || deps.clock.nowMs() - message.atMs > maxAgeMs) {
    throw new GraphError(131009, 'message_id: the message is unknown, older than 30 days, or not from a customer.');
  }
  if (typing !== undefined) message.thread.typingUntilMs = deps.clock.nowMs() + typingMs;
  for (const entry of message.person.messages) {
    if (entry.direction === 'in' && entry.thread === message.thread) entry.status = 'read';
    if (entry === message) break;
  }
  return { success: true };
}
