import type { PlatformEvent } from '../../events/catalogue.ts';
import type { CallFacts } from '../calls/index.ts';
import type { WebhookPayload } from './payload-format.ts';
import { withBsuid } from './person-ids.ts';

/** The payloads of a change in the state of a voice call; numbers are written with a plus. */
export function renderCall(event: PlatformEvent, facts: CallFacts): WebhookPayload[] {
  const { call, contact, channel } = facts;
  const customer = contact.waId === null ? undefined : `+${contact.waId}`;
  const business = `+${channel.phoneNumber}`;
  const [from, to] = call.direction === 'inbound' ? [customer, business] : [business, customer];
  const metadata = {
    direction: call.direction,
    status: call.status,
    ...(from === undefined ? {} : { from_number: from }),
    ...(to === undefined ? {} : { to_number: to }),
    duration_seconds: call.durationSeconds ?? 0,
    timestamp: `${event.at.toISOString().slice(0, 19)}Z`,
    operator_id: facts.operatorId,
    team_name: facts.teamName,
  };
  const base = { eventType: 'call.status', call_id: call.callId, metadata } as const;
  const ids = contact.bsuid === null ? {} : { bsuid: contact.bsuid, parentBsuid: contact.parentBsuid };
  const name = contact.username === null ? {} : { username: `@${contact.username}` };
  return [{ ...base, ...ids, ...name }, ...withBsuid('call.status_bsuid', base, contact)];
}
