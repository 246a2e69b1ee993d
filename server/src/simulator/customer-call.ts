import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import type { JsonObject } from './json-value.ts';
import type { Person } from './people.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { WebhookSender } from './webhook-sender.ts';
import { contactOf, metadataOf } from './webhook-values.ts';

/** What happens to a voice call: the customer calls or hangs up, or a call of the business rings, is taken or refused. */
export interface CallStep {
  /** The call that goes on; a new one when undefined. */
  readonly callId: string | undefined;
  readonly event: 'connect' | 'terminate' | undefined;
  readonly status: 'COMPLETED' | 'FAILED' | 'RINGING' | 'ACCEPTED' | 'REJECTED' | undefined;
  readonly durationSeconds: number | undefined;
}

/** Sends the webhook of a step of a call and answers the id of the call. */
export function playCall(
  deps: { readonly clock: Clock; readonly ids: SimulatedIds; readonly sender: WebhookSender },
  { person, channel, step }: { person: Person; channel: Channel; step: CallStep },
): string {
  const callId =
    step.callId ?? deps.ids.wamid(`call ${channel.number.phoneNumberId} ${person.waId}`).replace('wamid.', 'wacid.');
  deps.sender.send({
    wabaId: channel.waba.id,
    field: 'calls',
    value: callValue(person, channel, { ...step, callId }, Math.floor(deps.clock.nowMs() / 1000)),
    person,
    channel,
    operation: 'messages.inbound',
  });
  return callId;
}

function callValue(person: Person, channel: Channel, step: CallStep, nowSeconds: number): JsonObject {
  const showPhone = !person.behaviour.hidePhone;
  const base = {
    messaging_product: 'whatsapp',
    metadata: metadataOf(channel),
    contacts: [contactOf(person, showPhone)],
  };
  if (step.event === undefined) {
    const recipient = { ...(showPhone ? { recipient_id: person.waId } : {}), recipient_user_id: person.userId };
    const status = { id: step.callId, type: 'call', status: step.status ?? 'RINGING', timestamp: String(nowSeconds) };
    return { ...base, statuses: [{ ...status, ...recipient }] };
  }
  const seconds = step.durationSeconds;
  const spoken =
    seconds === undefined
      ? {}
      : { start_time: String(nowSeconds - seconds), end_time: String(nowSeconds), duration: seconds };
  const call = {
    id: step.callId,
    to: channel.digits,
    ...(showPhone ? { from: person.waId } : {}),
    from_user_id: person.userId,
    event: step.event,
    timestamp: String(nowSeconds),
    direction: 'USER_INITIATED',
    ...(step.event === 'terminate' ? { status: step.status ?? 'FAILED', ...spoken } : {}),
  };
  return { ...base, calls: [call] };
}
