import type { FastifyInstance } from 'fastify';
import { AppError } from '../kernel/errors.ts';
import type { Accounts, Channel } from './accounts.ts';
import { changeIdentity, changeNumber, changeUserId, tellPreference } from './change-number.ts';
import {
  behaviourInput,
  callInput,
  customerChangeInput,
  customerMessageInput,
  paymentInput,
  readInput,
} from './control-input.ts';
import { playCall } from './customer-call.ts';
import { type CustomerMessageDeps, receiveCustomerMessage } from './customer-message.ts';
import type { JsonObject } from './json-value.ts';
import { type PayOrderDeps, payOrder } from './pay-order.ts';
import type { Person, PhoneMessage } from './people.ts';
import type { StatusPlayer } from './status-player.ts';

/** A file of 100 MB as base64, and the message around it. */
const maxMessageBytes = 140 * 1024 * 1024;

export interface CustomerRouteDeps extends CustomerMessageDeps, PayOrderDeps {
  readonly accounts: Accounts;
  readonly statuses: StatusPlayer;
}

interface CustomerPath {
  Params: { waId: string };
}

/** The customer's side: write, look at the phone, read, and how the person behaves. */
export function registerCustomerRoutes(server: FastifyInstance, deps: CustomerRouteDeps): void {
  const personOf = (waId: string): Person => deps.people.person(readWaId(waId));

  server.post<CustomerPath>('/customers/:waId/messages', { bodyLimit: maxMessageBytes }, async (request) => {
    const body = readInput(customerMessageInput, request.body);
    const channel = chooseChannel(deps, body.channel);
    const waId = readWaId(request.params.waId);
    return {
      id: receiveCustomerMessage(deps, { waId, channel, profileName: body.profile_name, message: body.message }),
    };
  });

  server.get<CustomerPath & { Querystring: { channel?: string; include?: string } }>(
    '/customers/:waId/messages',
    async (request) => {
      const { channel: name, include } = request.query;
      if (include !== undefined && include !== 'undelivered') {
        throw new AppError('request.invalid', 'include: the only value is "undelivered".');
      }
      const channel = name === undefined ? undefined : requireChannel(deps, name);
      return personOf(request.params.waId)
        .messages.filter((message) => message.onPhone || include === 'undelivered')
        .filter((message) => channel === undefined || message.thread.channel === channel)
        .map(shownMessage);
    },
  );

  server.post<CustomerPath>('/customers/:waId/payments', async (request) => {
    const body = readInput(paymentInput, request.body);
    const channel = chooseChannel(deps, body.channel);
    const person = personOf(request.params.waId);
    const { reference_id: referenceId, status: outcome } = body;
    return { transaction_id: payOrder(deps, { person, channel, referenceId, outcome }) };
  });

  server.post<CustomerPath>('/customers/:waId/read', async (request) => {
    return { read: deps.statuses.readAll(personOf(request.params.waId)) };
  });

  server.post<CustomerPath>('/customers/:waId/play', async (request) => {
    return { played: deps.statuses.playAll(personOf(request.params.waId)) };
  });

  registerPersonRoutes(server, deps);
}

/** How a person is and behaves. */
function registerPersonRoutes(server: FastifyInstance, deps: CustomerRouteDeps): void {
  const personOf = (waId: string): Person => deps.people.person(readWaId(waId));
  server.post<CustomerPath>('/customers/:waId/changes', async (request) => {
    const body = readInput(customerChangeInput, request.body);
    const person = personOf(request.params.waId);
    if (body.identity) changeIdentity(deps, person);
    if (body.user_id !== undefined) changeUserId(deps, person, body.user_id);
    if (body.wa_id === undefined) return shownPerson(deps, person);
    return shownPerson(deps, changeNumber(deps, person, readWaId(body.wa_id)));
  });

  server.get<CustomerPath>('/customers/:waId', async (request) => shownPerson(deps, personOf(request.params.waId)));

  server.patch<CustomerPath>('/customers/:waId', async (request) => {
    const change = readInput(behaviourInput, request.body);
    const person = personOf(request.params.waId);
    const { behaviour } = person;
    const hadOptedOut = behaviour.optedOutMarketing;
    behaviour.onWhatsapp = change.on_whatsapp ?? behaviour.onWhatsapp;
    behaviour.autoDeliver = change.auto_deliver ?? behaviour.autoDeliver;
    behaviour.autoRead = change.auto_read ?? behaviour.autoRead;
    behaviour.blocked = change.blocked ?? behaviour.blocked;
    behaviour.optedOutMarketing = change.opted_out_marketing ?? behaviour.optedOutMarketing;
    behaviour.hidePhone = change.hide_phone ?? behaviour.hidePhone;
    if (change.username !== undefined) behaviour.username = change.username?.replace(/^@/, '');
    if (change.delivered_after_seconds !== undefined) {
      behaviour.deliveredAfterSeconds = change.delivered_after_seconds ?? undefined;
    }
    if (change.read_after_seconds !== undefined) behaviour.readAfterSeconds = change.read_after_seconds ?? undefined;
    if (behaviour.optedOutMarketing !== hadOptedOut) tellPreference(deps, person, hadOptedOut ? 'resume' : 'stop');
    if (change.auto_deliver) deps.statuses.deliverWaiting(person);
    return shownPerson(deps, person);
  });
}

/** Voice calls, by the customer or by the business. */
export function registerCallRoutes(server: FastifyInstance, deps: CustomerRouteDeps): void {
  server.post<CustomerPath>('/customers/:waId/calls', async (request) => {
    const { channel: name, call_id: callId, event, status, duration } = readInput(callInput, request.body);
    const step = { callId, event, status, durationSeconds: duration };
    return {
      id: playCall(deps, {
        person: deps.people.person(readWaId(request.params.waId)),
        channel: chooseChannel(deps, name),
        step,
      }),
    };
  });
}

function readWaId(text: string): string {
  const waId = text.replace(/^\+/, '');
  if (!/^\d{5,15}$/.test(waId)) {
    throw new AppError('request.invalid', `${text}: give the phone number as 5 to 15 digits with country code.`);
  }
  return waId;
}

function chooseChannel(deps: CustomerRouteDeps, name: string | undefined): Channel {
  return name === undefined ? deps.accounts.defaultChannel() : requireChannel(deps, name);
}

function requireChannel(deps: CustomerRouteDeps, name: string): Channel {
  const channel = deps.accounts.findChannel(name);
  if (!channel) throw new AppError('channel.not_found', `The simulator has no business number ${name}.`);
  return channel;
}

function shownMessage(message: PhoneMessage): JsonObject {
  return {
    ...message.content,
    id: message.id,
    direction: message.direction,
    type: message.type,
    text: message.text,
    status: message.status,
    at: new Date(message.atMs).toISOString(),
    channel: message.thread.channel.number.phoneNumberId,
  };
}

function shownPerson({ clock }: CustomerRouteDeps, person: Person): JsonObject {
  const { behaviour } = person;
  const typing = [...person.threads.values()].filter((thread) => thread.typingUntilMs > clock.nowMs());
  return {
    wa_id: person.waId,
    user_id: person.userId,
    profile_name: person.profileName ?? null,
    on_whatsapp: behaviour.onWhatsapp,
    auto_deliver: behaviour.autoDeliver,
    auto_read: behaviour.autoRead,
    blocked: behaviour.blocked,
    opted_out_marketing: behaviour.optedOutMarketing,
    username: behaviour.username ?? null,
    hide_phone: behaviour.hidePhone,
    delivered_after_seconds: behaviour.deliveredAfterSeconds ?? null,
    read_after_seconds: behaviour.readAfterSeconds ?? null,
    // Those that are open; a clock set to `ends_at` finds it closed.
    windows: [...person.threads.values()]
      .filter((thread) => thread.windowEndsMs > clock.nowMs())
      .map((thread) => ({
        channel: thread.channel.number.phoneNumberId,
        ends_at: new Date(thread.windowEndsMs).toISOString(),
      })),
    // Ids of the business numbers from which somebody is typing at this moment.
    typing: typing.map((thread) => thread.channel.number.phoneNumberId),
  };
}
