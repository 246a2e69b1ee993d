import { present } from '../kernel/assert.ts';
import type { Channel, Waba } from './accounts.ts';
import type { Callback } from './callbacks.ts';
import type { SimulatedApp } from './simulated-account.ts';

/** Webhooks of these fields obey the callbacks of a number and of an account; others go to the app (rule 8.12). */
const overridable = new Set(['messages', 'calls', 'message_echoes', 'smb_message_echoes', 'user_preferences']);

/** A Meta app whose callback and fields may be changed by a call. */
export interface App {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  callback: Callback;
  /** Undefined: all of them. */
  fields: readonly string[] | undefined;
}

/** The Meta apps of the simulator. */
export interface Apps {
  find(id: string): App | undefined;
  first(): App;
  list(): readonly App[];
  /** The apps that get a webhook of an account, each with the address that its overrides leave (rule 8.12). */
  receiversOf(webhook: { field: string; waba: Waba; channel: Channel | undefined }): { app: App; callback: Callback }[];
}

export function createApps(source: readonly SimulatedApp[]): Apps {
  const apps = source.map(toApp);
  return {
    find: (id) => apps.find((app) => app.id === id),
    first: () => present(apps[0], 'the first app'),
    list: () => apps,
    receiversOf({ field, waba, channel }) {
      const subscribed = apps.filter((app) => waba.subscriptions.has(app.id));
      return subscribed
        .filter((app) => app.fields?.includes(field) ?? true)
        .map((app) => ({ app, callback: callbackOf(app, field, waba, channel) }))
        .filter(({ callback }) => callback.url() !== '');
    },
  };
}

function callbackOf(app: App, field: string, waba: Waba, channel: Channel | undefined): Callback {
  if (!overridable.has(field)) return app.callback;
  return channel?.state.overrides.get(app.id) ?? waba.subscriptions.get(app.id)?.override ?? app.callback;
}

function toApp(source: SimulatedApp): App {
  return {
    id: source.id,
    name: source.name ?? `App ${source.id}`,
    secret: source.secret,
    callback: { url: source.callbackUrl, verifyToken: source.verifyToken },
    fields: source.fields,
  };
}
