import { FormData } from 'undici';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';

/** What the tests of the pages of templates share: the platform, an administrator, and the steps from a draft to a review. */
export type TemplatePagesLab = ReturnType<typeof createTemplatePagesLab>;

/** A platform started by `start`. */
export function createTemplatePagesLab() {
  let parley: TestPlatform;
  let admin: Person;

  async function start(): Promise<void> {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    admin = await signIn(parley, 'admin@demo.test');
  }
  const stop = (): Promise<void> => parley.stop();

  const create = (json: Json) => admin.call<Row>('POST', '/templates', { json });
  const list = async (query: Record<string, string> = {}): Promise<Page> =>
    (await admin.call<Page>('GET', '/templates', { query })).body;
  const submit = (id: string, json: Json) => admin.call<Row>('POST', `/templates/${id}/submit`, { json });
  const detail = async (id: string): Promise<Row> => (await admin.call<Row>('GET', `/templates/${id}`)).body;
  const review = async (name: string, decision: string, more: Json = {}): Promise<void> => {
    await parley.simulator.call('POST', `/templates/${name}/review`, { decision, ...more });
    await parley.settle();
  };

  const upload = async (bytes: Buffer, type: string) => {
    const multipart = new FormData();
    multipart.append('file', new Blob([new Uint8Array(bytes)], { type }), 'lamp.png');
    return admin.call<Json>('POST', '/templates/samples', { multipart });
  };

  return {
    start,
    stop,
    get admin() {
      return admin;
    },
    get parley() {
      return parley;
    },
    create,
    submit,
    review,
    detail,
    upload,
    list,
  };
}

export type Json = Record<string, unknown>;

export interface Row extends Json {
  id: string;
  status: string;
  content: Json & { samples: { name: string; value: string }[] };
}

export interface Page {
  groups: { name: string; templates: Row[] }[];
  nextCursor: string | null;
  statuses: { value: string; count: number }[];
}

export const content = (rest: Json = {}): Json => ({
  header: null,
  body: 'Hello {{name}}, your order {{order}} is on its way to you.',
  footer: null,
  buttons: [],
  cards: [],
  offer: null,
  expiryMinutes: null,
  securityAdvice: false,
  trackClicks: false,
  samples: [
    { name: 'name', value: 'Mei' },
    { name: 'order', value: 'A-17' },
  ],
  ...rest,
});

export const button = (rest: Json): Json => ({
  kind: 'quick_reply',
  text: '',
  url: null,
  phoneNumber: null,
  offerCode: null,
  flowId: null,
  flowAction: null,
  navigateScreen: null,
  ...rest,
});

export const input = (name: string, rest: Json = {}, more: Json = {}): Json => ({
  name,
  language: 'en',
  category: 'UTILITY',
  content: content(rest),
  ...more,
});
