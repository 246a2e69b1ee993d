import type { Channel, Waba } from './accounts.ts';
import type { App, Apps } from './apps.ts';
import type { Callback, Handshakes } from './callbacks.ts';
import { GraphError } from './graph-errors.ts';
import { type JsonObject, textOrUndefined } from './json-value.ts';
import { isLongerThan, optionalText, requireText } from './read-parameter.ts';

const maxCallbackUrl = 200;
const webhookObject = 'whatsapp_business_account';
const maxFields = 100;

/** The apps that get an account's webhooks. */
export function listSubscribedApps(apps: Apps, waba: Waba): { data: JsonObject[] } {
  return {
    data: [...waba.subscriptions].map(([appId, { override }]) => ({
      whatsapp_business_api_data: {
        id: appId,
        name: apps.find(appId)?.name ?? appId,
        link: 'https://www.example.com/',
      },
      ...(override ? { override_callback_uri: override.url() } : {}),
    })),
  };
}

/** Subscribes an app, with its own callback or another, which must pass the handshake first; without one it is removed. */
export async function subscribeApp(
  handshakes: Handshakes,
  waba: Waba,
  app: App,
  body: JsonObject,
): Promise<{ success: true }> {
  const url = optionalText(body, 'override_callback_uri', 'override_callback_uri', maxCallbackUrl);
  const override = url ? await requireCallback(handshakes, url, body) : undefined;
  waba.subscriptions.set(app.id, { override });
  return { success: true };
}

/** From now on the app gets nothing of this account. */
export function unsubscribeApp(waba: Waba, app: App): { success: true } {
  waba.subscriptions.delete(app.id);
  return { success: true };
}

/** Sets or, by an empty text, removes the callback of one number. */
export async function setNumberCallback(
  handshakes: Handshakes,
  channel: Channel,
  app: App,
  configuration: JsonObject,
): Promise<void> {
  const { override_callback_uri: url } = configuration;
  if (typeof url !== 'string') {
    throw new GraphError(100, "The parameter webhook_configuration['override_callback_uri'] is required.");
  }
  if (url === '') channel.state.overrides.delete(app.id);
  else channel.state.overrides.set(app.id, await requireCallback(handshakes, url, configuration));
}

/** What an app has subscribed to. */
export function listAppSubscriptions(app: App): { data: JsonObject[] } {
  const fields = (app.fields ?? ['messages']).map((name) => ({ name, version: 'v26.0' }));
  return { data: [{ object: webhookObject, callback_url: app.callback.url(), active: true, fields }] };
}

/** Sets the callback of an app, which must pass the handshake first, and the fields that it gets. */
export async function setAppSubscription(
  handshakes: Handshakes,
  app: App,
  body: JsonObject,
): Promise<{ success: true }> {
  if (requireText(body, 'object') !== webhookObject) {
    throw new GraphError(100, `Param object must be ${webhookObject}.`);
  }
  const fields = readFields(body.fields);
  app.callback = await requireCallback(handshakes, requireText(body, 'callback_url'), body);
  app.fields = fields;
  return { success: true };
}

function readFields(given: unknown): string[] {
  const list = typeof given === 'string' ? given.split(',') : given;
  const names = Array.isArray(list) ? list.map(textOrUndefined).map((name) => name?.trim()) : [];
  const fields = names.filter((name) => name !== undefined && name !== '');
  if (fields.length === 0 || fields.length !== names.length || fields.length > maxFields) {
    throw new GraphError(100, 'The parameter fields is required: the names of webhook fields.');
  }
  return fields.filter((name) => name !== undefined);
}

async function requireCallback(handshakes: Handshakes, url: string, body: JsonObject): Promise<Callback> {
  const verifyToken = requireText(body, 'verify_token');
  const isWebAddress = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isWebAddress || isLongerThan(url, maxCallbackUrl)) {
    throw new GraphError(100, `The callback must be a web address of at most ${maxCallbackUrl} characters.`);
  }
  const callback: Callback = { url: () => url, verifyToken };
  await handshakes.require(callback);
  return callback;
}
