import { runChannel } from '../../src/cli/channel-command.ts';
import { createClock } from '../../src/kernel/clock.ts';
import { createTenant } from '../../src/modules/accounts/index.ts';
import { cloneDatabase, type TestDatabase } from '../harness/test-database.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';

export type Json = Record<string, unknown>;

/** A Meta that knows one account, and a database with a workspace that may connect the number of it. */
export interface CheckLab {
  /** What Meta answers to `METHOD /path`; a test may change it. */
  answers: Record<string, Json>;
  readonly meta: LocalServer;
  readonly database: TestDatabase;
  close(): Promise<void>;
}

export async function startCheckLab(): Promise<CheckLab> {
  const database = await cloneDatabase();
  await createTenant({ db: database.db, clock: createClock() }, { id: '404242', name: 'Shop' });
  const meta = await startLocalServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/v\d+\.\d+/, '').split('?')[0] ?? '';
    const bearer = request.headers.authorization?.slice('Bearer '.length);
    const wanted = path.endsWith('/subscriptions') ? appToken : 'EAAgood';
    const answer =
      bearer === wanted
        ? lab.answers[`${request.method} ${path}`]
        : { error: { code: 190, type: 'OAuthException', message: 'Invalid OAuth access token.', fbtrace_id: 'A' } };
    if (path.endsWith('subscribed_apps') && request.method === 'POST' && answer?.success) {
      lab.answers['GET /900900/subscribed_apps'] = { data: [{ whatsapp_business_api_data: { id: '700700' } }] };
    }
    const body = answer ?? {
      error: { code: 100, error_subcode: 33, type: 'GraphMethodException', message: 'Unknown' },
    };
    response.writeHead('error' in body ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  const lab: CheckLab = {
    answers: healthy(),
    meta,
    database,
    async close() {
      await meta.close();
      await database.drop();
    },
  };
  return lab;
}

export type CheckCalls = ReturnType<typeof createCheckCalls>;

/** The commands as an administrator types them, in the workspace of the lab. */
export function createCheckCalls(lab: () => CheckLab) {
  const answers = () => lab().answers;
  const meta = () => lab().meta;
  const database = () => lab().database;

  async function run(command: Command, args: string[], more: Record<string, string> = {}) {
    const out: string[] = [];
    const environment = {
      DATABASE_URL: lab().database.url,
      PARLEY_SECRET_KEY: 'a secret key for the tests only',
      PARLEY_GRAPH_URL: lab().meta.url,
      PARLEY_PUBLIC_URL: 'https://parley.example',
      ...more,
    };
    const say = (text: string): void => void out.push(text);
    const code = await command({ args, environment, print: say, complain: say });
    return { code, out: out.join('\n') };
  }

  const add = (more: Record<string, string> = {}) =>
    run(runChannel, ['add', ...Object.entries({ ...given, ...more }).flatMap(([name, value]) => [`--${name}`, value])]);
  const channel = (verb: string, ...more: string[]) =>
    run(runChannel, [verb, '--tenant', '404242', '--channel', 'Main', ...more]);
  const listed = async () => (await run(runChannel, ['list', '--tenant', '404242'])).out;
  /** Meta says something else of the access token. */
  const token = (more: Json) => {
    lab().answers['GET /debug_token'] = { data: { ...(healthy()['GET /debug_token']?.data as Json), ...more } };
  };

  return { answers, meta, database, run, add, channel, listed, token };
}

/** What Meta answers when all is well. */
export const healthy = (): Record<string, Json> => ({
  'GET /debug_token': {
    data: {
      app_id: '700700',
      is_valid: true,
      expires_at: 0,
      scopes: ['whatsapp_business_management', 'whatsapp_business_messaging'],
    },
  },
  'GET /900900': { id: '900900', name: 'Lamp shop', account_review_status: 'APPROVED' },
  'GET /900900/phone_numbers': {
    data: [{ id: '500500', display_phone_number: '+1 555-020-0001', status: 'CONNECTED', quality_rating: 'GREEN' }],
  },
  'GET /500500': { id: '500500', health_status: { can_send_message: 'AVAILABLE', entities: [] } },
  'GET /700700/subscriptions': {
    data: [
      {
        object: 'whatsapp_business_account',
        callback_url: 'https://parley.example/meta/webhook',
        active: true,
        fields: [{ name: 'messages', version: 'v23.0' }],
      },
    ],
  },
  'GET /900900/subscribed_apps': { data: [] },
  'POST /900900/subscribed_apps': { success: true },
});

/** What `channel add` is given when all is well. */
export const given: Record<string, string> = {
  tenant: '404242',
  name: 'Main',
  number: '+1 555 020 0001',
  'phone-number-id': '500500',
  waba: '900900',
  app: '700700',
  'app-secret': 'right-secret',
  'verify-token': 'v',
  'access-token': 'EAAgood',
};

const appToken = '700700|right-secret';

type Command = typeof runChannel;
