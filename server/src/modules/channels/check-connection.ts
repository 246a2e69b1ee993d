import type { Clock } from '../../kernel/clock.ts';
import type { GraphClient, GraphFailure, GraphPhoneNumber, GraphToken } from '../../meta/graph-client.ts';

/** One thing that was looked at. `fail`: the number can't work so; `warn`: it works, and something wants a look. */
export interface CheckLine {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly what: string;
  /** What to do next; never for `ok`. */
  readonly next?: string;
}

/** What connects a number. The secret of the app is left out where it is not at hand. */
export interface ConnectionFacts {
  readonly metaAppId: string;
  readonly appSecret: string | undefined;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** Digits with country code. */
  readonly phoneNumber: string;
  readonly accessToken: string;
  /** Where Meta should post to; undefined when this server does not know its public address. */
  readonly callbackUrl: string | undefined;
}

export interface CheckDeps {
  readonly clock: Clock;
  readonly graph: Pick<
    GraphClient,
    | 'debugToken'
    | 'getBusinessAccount'
    | 'listPhoneNumbers'
    | 'getHealth'
    | 'listAppSubscriptions'
    | 'listSubscribedApps'
    | 'subscribeApp'
  >;
}

const neededScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
const expiresSoonMs = 7 * 24 * 3_600_000;
/** Graph has no such path: some stand-ins for Meta know only the paths of sends. */
const unknownPathCode = 2500;

/**
 * Asks Meta whether a number can be used with these ids and secrets: token, account, number, health, app secret, callback
 * and subscription, each a line. Writes nothing anywhere. Never throws: what can't be asked is a line too.
 */
export async function checkConnection(
  deps: CheckDeps,
  facts: ConnectionFacts,
  options: { readonly exceptSubscription?: boolean } = {},
): Promise<CheckLine[]> {
  const token = await checkToken(deps, facts);
  // With a token that Meta refuses, every other answer would be the same refusal.
  if (token.some((line) => line.level === 'fail')) return token;
  const [account, number, health, app, subscription] = await Promise.all([
    checkAccount(deps, facts),
    checkNumber(deps, facts),
    checkHealth(deps, facts),
    checkApp(deps, facts),
    options.exceptSubscription ? [] : checkSubscription(deps, facts),
  ]);
  return [...token, ...account, ...number, ...health, ...app, ...subscription];
}

/** Subscribes the app to the webhooks of the account, where it is not; answers the line to show. */
export async function subscribeAccount(deps: CheckDeps, facts: ConnectionFacts): Promise<CheckLine> {
  const [before] = await checkSubscription(deps, facts);
  if (before?.level === 'ok') return before;
  const { wabaId, accessToken } = facts;
  const answer = await deps.graph.subscribeApp({ wabaId, accessToken });
  if (answer.kind === 'done') return ok(`the app is subscribed to the webhooks of account ${wabaId}`);
  return refused('The app could not be subscribed to the webhooks of the account', answer);
}

/** Whether Meta takes the token, for this app and with the permissions that are needed. */
export async function checkToken(
  deps: Pick<CheckDeps, 'clock'> & { readonly graph: Pick<GraphClient, 'debugToken'> },
  facts: Pick<ConnectionFacts, 'accessToken' | 'metaAppId'>,
): Promise<CheckLine[]> {
  const answer = await deps.graph.debugToken({ accessToken: facts.accessToken });
  if (answer.kind === 'ok') return judgeToken(deps.clock, facts, answer.token);
  if (isUnknownPath(answer)) return [warn('The facts of the access token can not be asked for here', 'Nothing to do.')];
  return [refused(`The access token ${answer.kind === 'unavailable' ? "can't be checked" : 'does not work'}`, answer)];
}

function judgeToken(clock: Clock, { metaAppId }: Pick<ConnectionFacts, 'metaAppId'>, token: GraphToken): CheckLine[] {
  const expiresMs = (token.expires_at ?? 0) * 1000;
  const renew = 'Make a new one, best of a system user and without an end, with the WhatsApp permissions.';
  if (token.is_valid === false) return [fail('The access token is not valid', renew)];
  if (expiresMs > 0 && expiresMs <= clock.nowMs()) return [fail('The access token has expired', renew)];
  if (token.app_id !== undefined && token.app_id !== metaAppId) {
    return [
      fail(
        `The access token belongs to the Meta app ${token.app_id}, not to ${metaAppId}`,
        'Give the id and secret of the app that the token was made for.',
      ),
    ];
  }
  const missing = token.scopes === undefined ? [] : neededScopes.filter((scope) => !token.scopes?.includes(scope));
  if (missing.length > 0) return [fail(`The access token lacks ${missing.join(' and ')}`, renew)];
  if (expiresMs > 0 && expiresMs <= clock.nowMs() + expiresSoonMs) {
    return [warn(`The access token ends at ${new Date(expiresMs).toISOString()}`, renew)];
  }
  return [ok('the access token is valid')];
}

/** Registers a number at Meta with its PIN of six digits; answers the line to show. */
export async function registerAtMeta(
  graph: Pick<GraphClient, 'registerNumber'>,
  { phoneNumberId, phoneNumber, accessToken }: Pick<ConnectionFacts, 'phoneNumberId' | 'phoneNumber' | 'accessToken'>,
  pin: string,
): Promise<CheckLine> {
  const answer = await graph.registerNumber({ phoneNumberId, accessToken, pin });
  if (answer.kind === 'done') return ok(`the number ${phoneNumber} is registered`);
  return refused(`The number ${phoneNumber} could not be registered`, answer);
}

/** Has Meta post to the callback address, which must answer its handshake now; answers the line to show. */
export async function pointCallbackHere(
  graph: Pick<GraphClient, 'setCallback'>,
  app: { readonly metaAppId: string; readonly appSecret: string; readonly verifyToken: string },
  callbackUrl: string,
): Promise<CheckLine> {
  const { metaAppId: appId, appSecret, verifyToken } = app;
  const answer = await graph.setCallback({ appId, appSecret, verifyToken, callbackUrl });
  if (answer.kind === 'done') return ok(`Meta posts to ${callbackUrl}`);
  return refused(
    `Meta did not take the address ${callbackUrl}; the server must be running and reachable there`,
    answer,
  );
}

async function checkAccount(deps: CheckDeps, { wabaId, accessToken }: ConnectionFacts): Promise<CheckLine[]> {
  const answer = await deps.graph.getBusinessAccount({ wabaId, accessToken });
  if (answer.kind !== 'ok') return [refused(`The token does not reach the WhatsApp account ${wabaId}`, answer)];
  const { name, account_review_status: review } = answer.account;
  if (review !== undefined && review.toUpperCase() !== 'APPROVED') {
    return [warn(`The account ${wabaId} is in review: ${review}`, "See the account's page at Meta.")];
  }
  return [ok(`the account ${wabaId} is there${name === undefined ? '' : ` (${name})`}`)];
}

async function checkNumber(deps: CheckDeps, facts: ConnectionFacts): Promise<CheckLine[]> {
  const { wabaId, accessToken, phoneNumberId, phoneNumber } = facts;
  const answer = await deps.graph.listPhoneNumbers({ wabaId, accessToken });
  if (answer.kind !== 'ok') return [refused(`The numbers of account ${wabaId} can't be listed`, answer)];
  const number = answer.numbers.find((entry) => entry.id === phoneNumberId);
  if (!number) {
    const own = answer.numbers.map((entry) => `${entry.id} (${entry.display_phone_number ?? 'no number'})`);
    const next = own.length === 0 ? 'Add a number to the account at Meta.' : `It has ${own.slice(0, 10).join(', ')}.`;
    return [fail(`The account ${wabaId} has no number with the id ${phoneNumberId}`, next)];
  }
  const digits = number.display_phone_number?.replace(/\D/g, '');
  if (digits !== undefined && digits !== phoneNumber) {
    return [
      fail(
        `The id ${phoneNumberId} is the number ${digits}, not ${phoneNumber}`,
        'Give the number and the id that belong together.',
      ),
    ];
  }
  return judgeNumber(number);
}

function judgeNumber(number: GraphPhoneNumber): CheckLine[] {
  const name = number.display_phone_number ?? number.id;
  const lines: CheckLine[] = [];
  const status = number.status?.toUpperCase();
  if (status !== undefined && status !== 'CONNECTED') {
    lines.push(warn(`The number ${name} is ${status}`, 'Run parley channel register for it, or see its page at Meta.'));
  }
  if (number.quality_rating?.toUpperCase() === 'RED') {
    lines.push(warn(`The quality of ${name} is low`, 'Write only to people who asked for it; Meta may limit it.'));
  }
  if (number.name_status !== undefined && /DECLINED|EXPIRED/i.test(number.name_status)) {
    lines.push(
      warn(`The display name of ${name} is ${number.name_status.toLowerCase()}`, 'Ask for another name at Meta.'),
    );
  }
  return lines.length > 0 ? lines : [ok(`the number ${name} is connected`)];
}

async function checkHealth(deps: CheckDeps, facts: ConnectionFacts): Promise<CheckLine[]> {
  const { phoneNumberId, accessToken } = facts;
  const answer = await deps.graph.getHealth({ nodeId: phoneNumberId, accessToken });
  if (answer.kind !== 'ok') return [warn('Meta did not tell whether the number can send', sentenceOf(answer))];
  const word = answer.health.can_send_message?.toUpperCase() ?? 'AVAILABLE';
  if (word === 'AVAILABLE') return [ok('Meta lets the number send')];
  const troubles = (answer.health.entities ?? []).flatMap(({ entity_type, errors, additional_info }) => [
    ...(errors ?? []).map((error) => ({
      what: `${entity_type ?? 'number'}: ${error.error_description ?? `error ${error.error_code}`}`,
      next: error.possible_solution,
    })),
    ...(additional_info ?? []).map((info) => ({ what: `${entity_type ?? 'number'}: ${info}`, next: undefined })),
  ]);
  const what = word === 'BLOCKED' ? 'Meta does not let the number send' : 'Meta limits what the number sends';
  const [first] = troubles;
  if (!first) return [warn(what, 'See the number at Meta.')];
  return troubles.map((trouble) => warn(`${what}. ${trouble.what}`, trouble.next ?? 'See the number at Meta.'));
}

async function checkApp(deps: CheckDeps, facts: ConnectionFacts): Promise<CheckLine[]> {
  const { metaAppId: appId, appSecret, callbackUrl } = facts;
  if (appSecret === undefined) return [];
  const answer = await deps.graph.listAppSubscriptions({ appId, appSecret });
  if (answer.kind !== 'ok') {
    if (isUnknownPath(answer)) return [warn('The app secret can not be checked here', 'Nothing to do.')];
    return [refused(`The secret is not that of the Meta app ${appId}`, answer)];
  }
  const account = answer.subscriptions.find((entry) => entry.object === 'whatsapp_business_account');
  const secret = ok('the app secret is right');
  const where = callbackUrl ?? '<public url>/meta/webhook';
  if (!account?.callback_url) {
    return [
      secret,
      warn(
        'The app has no callback address for WhatsApp',
        `Run parley channel set-callback, or set ${where} with the verify token in the app at Meta.`,
      ),
    ];
  }
  if (callbackUrl !== undefined && account.callback_url !== callbackUrl) {
    return [
      secret,
      warn(
        `Meta posts to ${account.callback_url}`,
        `Run parley channel set-callback, or set ${callbackUrl} in the app at Meta.`,
      ),
    ];
  }
  if (account.fields && !account.fields.some((field) => field.name === 'messages')) {
    return [secret, warn('The app does not ask for the field messages', 'Subscribe to it in the app at Meta.')];
  }
  return [secret, ok(`Meta posts to ${account.callback_url}`)];
}

async function checkSubscription(deps: CheckDeps, facts: ConnectionFacts): Promise<CheckLine[]> {
  const { wabaId, accessToken, metaAppId } = facts;
  const answer = await deps.graph.listSubscribedApps({ wabaId, accessToken });
  if (answer.kind !== 'ok') {
    if (isUnknownPath(answer)) return [warn('The subscription can not be checked here', 'Nothing to do.')];
    return [refused(`The apps of account ${wabaId} can't be listed`, answer)];
  }
  if (answer.apps.some((app) => app.whatsapp_business_api_data?.id === metaAppId)) {
    return [ok(`the app gets the webhooks of account ${wabaId}`)];
  }
  return [
    fail(`The app does not get the webhooks of account ${wabaId}`, 'Run parley channel subscribe for this channel.'),
  ];
}

/** Also said of an edge that a stand-in for Meta does not have. */
function isUnknownPath(failure: GraphFailure): boolean {
  if (failure.kind !== 'rejected') return false;
  const { code, message, subcode } = failure.error;
  if (code === unknownPathCode) return true;
  return code === 100 && subcode === undefined && message.includes('nonexisting field');
}

function refused(what: string, failure: GraphFailure): CheckLine {
  return fail(what, sentenceOf(failure));
}

function sentenceOf(failure: GraphFailure): string {
  if (failure.kind === 'unavailable') return `Meta could not be asked: ${failure.detail}`;
  const detail = failure.error.details ?? failure.error.message;
  return `${failure.rule.plain} ${failure.rule.suggestion} Meta said: ${detail}`;
}

const ok = (what: string): CheckLine => ({ level: 'ok', what });
const warn = (what: string, next: string): CheckLine => ({ level: 'warn', what, next });
const fail = (what: string, next: string): CheckLine => ({ level: 'fail', what, next });
