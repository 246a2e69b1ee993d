import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { type CustomerMessageDeps, receiveCustomerMessage } from './customer-message.ts';
import type { JsonObject } from './json-value.ts';
import type { Person } from './people.ts';
import { contactOf } from './webhook-values.ts';

/** A person's new phone number: the old one leaves WhatsApp, and each business they have a chat with is told (rule 8.18). */
export function changeNumber(deps: CustomerMessageDeps, person: Person, waId: string): Person {
  const moved = deps.people.person(waId);
  moved.profileName = person.profileName;
  Object.assign(moved.behaviour, person.behaviour);
  const name = person.profileName ?? person.waId;
  const system = {
    type: 'user_changed_number',
    body: `${name} changed from ${person.waId} to ${waId}`,
    wa_id: waId,
    user_id: moved.userId,
    previous_user_id: person.userId,
  };
  for (const thread of [...person.threads.values()]) tell(deps, person, thread.channel, { system });
  person.behaviour.onWhatsapp = false;
  return moved;
}

/** A person's new user id under the same number (rule 9.5). */
export function changeUserId(deps: CustomerMessageDeps, person: Person, userId: string): void {
  const previous = person.userId;
  const name = person.profileName ?? 'The customer';
  const system = {
    type: 'user_changed_user_id',
    body: `${name} changed user id`,
    user_id: userId,
    previous_user_id: previous,
  };
  for (const thread of [...person.threads.values()]) tell(deps, person, thread.channel, { system });
  deps.people.setUserId(person, userId);
}

/** A person's phone has a new key, as after a new installation. */
export function changeIdentity(deps: CustomerMessageDeps, person: Person): void {
  const seconds = Math.floor(deps.clock.nowMs() / 1000);
  const identity = { acknowledged: false, created_timestamp: String(seconds), hash: `SIM${person.waId}${seconds}=` };
  const system = { type: 'customer_identity_changed', body: 'The security code changed', wa_id: person.waId };
  for (const thread of [...person.threads.values()]) tell(deps, person, thread.channel, { system, identity });
}

/** A person stops or resumes marketing: each business they have a chat with is told (field user_preferences). */
export function tellPreference(
  deps: CustomerMessageDeps & { clock: Clock },
  person: Person,
  value: 'stop' | 'resume',
): void {
  const timestamp = Math.floor(deps.clock.nowMs() / 1000);
  const detail = value === 'stop' ? 'User requested to stop marketing messages' : 'User resumed marketing messages';
  const shown = person.behaviour.hidePhone ? {} : { wa_id: person.waId };
  for (const { channel } of person.threads.values()) {
    const preference = { ...shown, user_id: person.userId, detail, category: 'marketing_messages', value, timestamp };
    deps.sender.send({
      wabaId: channel.waba.id,
      field: 'user_preferences',
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: channel.digits, phone_number_id: channel.number.phoneNumberId },
        contacts: [contactOf(person, !person.behaviour.hidePhone)],
        user_preferences: [preference],
      },
      person,
      channel,
      operation: 'account',
    });
  }
}

function tell(deps: CustomerMessageDeps, person: Person, channel: Channel, content: JsonObject): void {
  receiveCustomerMessage(deps, {
    waId: person.waId,
    channel,
    profileName: undefined,
    message: { type: 'system', ...content },
  });
}
