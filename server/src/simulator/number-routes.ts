import type { FastifyInstance } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Accounts, Channel, Waba } from './accounts.ts';
import type { Apps } from './apps.ts';
import { accountInput, numberErrorInput, numberInput, readInput } from './control-input.ts';
import { toStatusErrors } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import { capabilityUpdate } from './portfolio-limits.ts';
import type { Schedule } from './schedule.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** Behaviour 4: how long a number sends nothing while its throughput is raised, and to what. */
const upgradeMs = 60_000;
const upgradedThroughput = 1_000;

export interface NumberRouteDeps {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly accounts: Accounts;
  readonly apps: Apps;
  readonly sender: WebhookSender;
}

/** Business accounts and numbers: how they stand, and what Meta or the business does to them. */
export function registerNumberRoutes(server: FastifyInstance, deps: NumberRouteDeps): void {
  const requireChannel = (name: string): Channel => {
    const channel = deps.accounts.findChannel(name);
    if (!channel) throw new AppError('channel.not_found', `The simulator has no business number ${name}.`);
    return channel;
  };
  server.get('/accounts', async () => deps.accounts.list().map((waba) => shownAccount(deps, waba)));
  server.patch<{ Params: { wabaId: string } }>('/accounts/:wabaId', async (request) => {
    const change = readInput(accountInput, request.body);
    const waba = deps.accounts.findWaba(request.params.wabaId);
    if (!waba) throw new AppError('request.invalid', `The simulator has no account ${request.params.wabaId}.`);
    waba.isLocked = change.is_locked ?? waba.isLocked;
    waba.hasPaymentMethod = change.has_payment_method ?? waba.hasPaymentMethod;
    const { messaging_limit: limit } = change;
    if (limit !== undefined && limit !== waba.portfolio.messagingLimit) {
      waba.portfolio.messagingLimit = limit;
      deps.sender.send(capabilityUpdate(waba));
    }
    return shownAccount(deps, waba);
  });
  server.get<{ Params: { id: string } }>('/numbers/:id', async (request) =>
    shownNumber(requireChannel(request.params.id)),
  );
  server.patch<{ Params: { id: string } }>('/numbers/:id', async (request) => {
    const channel = requireChannel(request.params.id);
    const { state } = channel;
    const change = readInput(numberInput, request.body);
    state.status = change.status ?? state.status;
    state.quality = change.quality ?? state.quality;
    state.nameStatus = change.name_status ?? state.nameStatus;
    state.codeVerification = change.code_verification_status ?? state.codeVerification;
    state.throughputPerSecond = change.throughput_per_second ?? state.throughputPerSecond;
    return shownNumber(channel);
  });
  server.post<{ Params: { id: string } }>('/numbers/:id/errors', async (request) => {
    const { code, details } = readInput(numberErrorInput, request.body);
    tellError(deps, requireChannel(request.params.id), code, details);
    return { sent: true };
  });
  server.post<{ Params: { id: string } }>('/numbers/:id/upgrade', async (request) => {
    const channel = requireChannel(request.params.id);
    upgradeThroughput(deps, channel);
    return shownNumber(channel);
  });
}

/** For a minute the number answers 131057; then it is fast, and a webhook says so. */
function upgradeThroughput({ clock, schedule, sender }: NumberRouteDeps, channel: Channel): void {
  const { state, waba, digits } = channel;
  const endsMs = clock.nowMs() + upgradeMs;
  state.upgradeEndsMs = endsMs;
  schedule.at(endsMs, () => {
    state.throughputPerSecond = upgradedThroughput;
    const limit = waba.portfolio.messagingLimit;
    sender.send({
      wabaId: waba.id,
      field: 'phone_number_quality_update',
      value: {
        display_phone_number: digits,
        event: 'THROUGHPUT_UPGRADE',
        current_limit: limit,
        max_daily_conversations_per_business: limit,
      },
      channel,
      operation: 'account',
    });
  });
}

/** Rule 8.20: a problem of the number itself comes as errors without messages or statuses. */
function tellError({ sender }: NumberRouteDeps, channel: Channel, code: number, details: string | undefined): void {
  sender.send({
    wabaId: channel.waba.id,
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: channel.digits, phone_number_id: channel.number.phoneNumberId },
      errors: toStatusErrors(code, details),
    },
    channel,
    operation: 'messages.statuses',
  });
}

function shownAccount({ apps }: NumberRouteDeps, waba: Waba): JsonObject {
  return {
    id: waba.id,
    business_id: waba.portfolio.id,
    messaging_limit: waba.portfolio.messagingLimit,
    is_locked: waba.isLocked,
    has_payment_method: waba.hasPaymentMethod,
    subscribed_apps: [...waba.subscriptions].map(([id, { override }]) => ({
      id,
      name: apps.find(id)?.name ?? null,
      callback_url: override?.url() ?? apps.find(id)?.callback.url() ?? null,
    })),
    numbers: waba.channels.map(shownNumber),
    templates: waba.templates.map(({ id, name, language, status, category }) => ({
      id,
      name,
      language,
      status,
      category,
    })),
  };
}

function shownNumber({ number, state, digits }: Channel): JsonObject {
  return {
    id: number.phoneNumberId,
    phone_number: digits,
    verified_name: number.verifiedName,
    status: state.status,
    quality: state.quality,
    name_status: state.nameStatus,
    code_verification_status: state.codeVerification,
    verification_code: state.verificationCode ?? null,
    pin: state.pin ?? null,
    throughput_per_second: state.throughputPerSecond,
    username: state.username ?? null,
    blocked_users: [...state.blockedUsers],
    test_recipients: state.testRecipients ? [...state.testRecipients] : null,
  };
}
