import { z } from 'zod';
import { callGraph, type GraphCall, type GraphFailure, type GraphTarget } from './graph-call.ts';
import { block, blocks, flag, number, text } from './payload-fields.ts';

const maxAnswerBytes = 1_048_576;
const maxApps = 500;
const maxFields = 200;
const maxEntities = 50;

const texts = z
  .array(z.unknown())
  .transform((values) => values.filter((value): value is string => typeof value === 'string').slice(0, maxFields))
  .optional()
  .catch(undefined);

const tokenAnswer = z.looseObject({
  data: block({ app_id: text, application: text, type: text, expires_at: number, is_valid: flag, scopes: texts }),
});
const appsAnswer = z.looseObject({
  data: blocks({ whatsapp_business_api_data: block({ id: text, name: text }), override_callback_uri: text }, maxApps),
});
const subscriptionsAnswer = z.looseObject({
  data: blocks({ object: text, callback_url: text, active: flag, fields: blocks({ name: text }, maxFields) }, maxApps),
});
const healthAnswer = z.looseObject({
  health_status: block({
    can_send_message: text,
    entities: blocks(
      {
        entity_type: text,
        can_send_message: text,
        additional_info: texts,
        errors: blocks({ error_code: number, error_description: text, possible_solution: text }, maxEntities),
      },
      maxEntities,
    ),
  }),
});

/** What Meta knows of an access token. */
export type GraphToken = NonNullable<z.infer<typeof tokenAnswer>['data']>;
/** An app that gets the webhooks of an account. */
export type GraphSubscribedApp = NonNullable<z.infer<typeof appsAnswer>['data']>[number];
/** What an app asked to be told, and where. */
export type GraphSubscription = NonNullable<z.infer<typeof subscriptionsAnswer>['data']>[number];
/** Whether a number or an account can send, and what stands in its way. */
export type GraphHealth = NonNullable<z.infer<typeof healthAnswer>['health_status']>;

export type TokenLookup = { readonly kind: 'ok'; readonly token: GraphToken } | GraphFailure;
export type SubscribedAppList = { readonly kind: 'ok'; readonly apps: readonly GraphSubscribedApp[] } | GraphFailure;
export type SubscriptionList =
  | { readonly kind: 'ok'; readonly subscriptions: readonly GraphSubscription[] }
  | GraphFailure;
export type HealthLookup = { readonly kind: 'ok'; readonly health: GraphHealth } | GraphFailure;

/** Owner, life and permissions of a token, asked for with the token itself. */
export async function debugToken(
  target: GraphTarget,
  { accessToken }: { accessToken: string },
  timeoutMs: number,
): Promise<TokenLookup> {
  const path = `/debug_token?${new URLSearchParams({ input_token: accessToken })}`;
  const answer = await callGraph(target, toGet(path, accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = tokenAnswer.safeParse(answer.value);
  return read.success && read.data.data
    ? { kind: 'ok', token: read.data.data }
    : unreadable(answer.status, 'facts of a token');
}

/** The apps that get the webhooks of an account; at most 500. */
export async function listSubscribedApps(
  target: GraphTarget,
  { wabaId, accessToken }: { wabaId: string; accessToken: string },
  timeoutMs: number,
): Promise<SubscribedAppList> {
  const path = `/${encodeURIComponent(wabaId)}/subscribed_apps`;
  const answer = await callGraph(target, toGet(path, accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = appsAnswer.safeParse(answer.value);
  return read.success && read.data.data
    ? { kind: 'ok', apps: read.data.data }
    : unreadable(answer.status, 'a list of apps');
}

/** Lets the app of the token get the webhooks of an account. An override that was set for the account is kept out: it ends. */
export async function subscribeApp(
  target: GraphTarget,
  { wabaId, accessToken }: { wabaId: string; accessToken: string },
  timeoutMs: number,
): Promise<{ readonly kind: 'done' } | GraphFailure> {
  const path = `/${encodeURIComponent(wabaId)}/subscribed_apps`;
  const answer = await callGraph(target, { ...toGet(path, accessToken, timeoutMs), method: 'POST' });
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

/** Puts a number on the Cloud API; the PIN is that of its two-step verification, or becomes it. Ten times in 72 hours. */
export async function registerNumber(
  target: GraphTarget,
  { phoneNumberId, accessToken, pin }: { phoneNumberId: string; accessToken: string; pin: string },
  timeoutMs: number,
): Promise<{ readonly kind: 'done' } | GraphFailure> {
  const answer = await callGraph(target, {
    ...toGet(`/${encodeURIComponent(phoneNumberId)}/register`, accessToken, timeoutMs),
    method: 'POST',
    contentType: 'application/json',
    body: JSON.stringify({ messaging_product: 'whatsapp', pin }),
  });
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

/** What an app is told and where; asked for with the app's own token, so it proves id and secret of the app. */
export async function listAppSubscriptions(
  target: GraphTarget,
  { appId, appSecret }: { appId: string; appSecret: string },
  timeoutMs: number,
): Promise<SubscriptionList> {
  const path = `/${encodeURIComponent(appId)}/subscriptions`;
  const answer = await callGraph(target, toGet(path, `${appId}|${appSecret}`, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = subscriptionsAnswer.safeParse(answer.value);
  return read.success && read.data.data
    ? { kind: 'ok', subscriptions: read.data.data }
    : unreadable(answer.status, 'a list of subscriptions');
}

/** Every field of webhooks that is of use here. */
const webhookFields: readonly string[] = [
  'messages',
  'message_template_status_update',
  'message_template_quality_update',
  'message_template_components_update',
  'template_category_update',
  'phone_number_quality_update',
  'phone_number_name_update',
  'account_update',
  'account_review_update',
  'account_alerts',
  'business_capability_update',
  'business_username_update',
  'payment_configuration_update',
  'security',
  'user_preferences',
];

export interface CallbackInput {
  readonly appId: string;
  readonly appSecret: string;
  readonly callbackUrl: string;
  readonly verifyToken: string;
}

/** Lets Meta post every field of WhatsApp to an address, which Meta asks for a handshake first. */
export async function setCallback(
  target: GraphTarget,
  { appId, appSecret, callbackUrl, verifyToken }: CallbackInput,
  timeoutMs: number,
): Promise<{ readonly kind: 'done' } | GraphFailure> {
  const answer = await callGraph(target, {
    ...toGet(`/${encodeURIComponent(appId)}/subscriptions`, `${appId}|${appSecret}`, timeoutMs),
    method: 'POST',
    contentType: 'application/json',
    body: JSON.stringify({
      object: 'whatsapp_business_account',
      callback_url: callbackUrl,
      verify_token: verifyToken,
      fields: webhookFields.join(','),
      include_values: true,
    }),
  });
  return answer.kind === 'ok' ? { kind: 'done' } : answer;
}

/** Whether a number, an account or a template can be sent with, and why not. */
export async function getHealth(
  target: GraphTarget,
  { nodeId, accessToken }: { nodeId: string; accessToken: string },
  timeoutMs: number,
): Promise<HealthLookup> {
  const path = `/${encodeURIComponent(nodeId)}?fields=health_status`;
  const answer = await callGraph(target, toGet(path, accessToken, timeoutMs));
  if (answer.kind !== 'ok') return answer;
  const read = healthAnswer.safeParse(answer.value);
  return read.success && read.data.health_status
    ? { kind: 'ok', health: read.data.health_status }
    : unreadable(answer.status, 'a health status');
}

function toGet(path: string, accessToken: string, timeoutMs: number): GraphCall {
  return { method: 'GET', path, accessToken, timeoutMs, maxAnswerBytes };
}

function unreadable(status: number, what: string): GraphFailure {
  return { kind: 'unavailable', sent: true, detail: `Meta answered ${status} without ${what}.` };
}
