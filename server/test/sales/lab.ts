import { systemStatement } from '../../src/db/scope.ts';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';

/** What the tests of leads share: the platform, contacts to become leads, and the calls of the API. */
export type SalesLab = ReturnType<typeof createSalesLab>;

/** A platform with a foreign workspace, started by `start`. */
export function createSalesLab() {
  let parley: TestPlatform;
  let foreign: string;
  let lastPhone = 31_600_100_000;

  async function start(): Promise<void> {
    parley = await startTestPlatform();
    foreign = (await parley.addTenant('100777')).token;
  }
  const stop = (): Promise<void> => parley.stop();

  const own = <Body = Refusal>(method: string, path: string, json?: unknown, token?: string) =>
    parley.api<Body>(method, base + path, { ...(json === undefined ? {} : { json }), ...(token ? { token } : {}) });
  const listStages = async (token?: string) =>
    (await own<{ stages: Stage[] }>('GET', '/lead-stages', undefined, token)).body.stages;
  const put = <Body = Lead>(target: string, json: Record<string, unknown>) =>
    own<Body>('PUT', `/leads/${target}`, json);
  const events = () => parley.db.system(eventsStatement);
  async function addContact(name = 'Noor de Wit'): Promise<string> {
    lastPhone += 1;
    await parley.api('POST', '/api/ext/v3/contacts', { json: { whatsapp_number: String(lastPhone), name } });
    return String(lastPhone);
  }

  return {
    start,
    stop,
    get foreign() {
      return foreign;
    },
    get parley() {
      return parley;
    },
    listStages,
    own,
    put,
    addContact,
    events,
  };
}

export interface Stage {
  id: string;
  label: string;
  color: string | null;
  sortOrder: number;
  kind: string;
}

export interface Lead {
  contact: { id: string; phone: string | null; name: string | null };
  stage: Stage;
  value: number | null;
  currency: string | null;
  owner: { email: string } | null;
  enteredAt: string;
  closedAt: string | null;
}

export interface Move {
  kind: string;
  fromStage: { label: string } | null;
  stage: { label: string };
  actor: { kind: string; id: string };
}

interface Refusal {
  code: number;
  reason: string;
  message: string;
}

const base = '/api/parley/v1';

const eventsStatement = systemStatement<{ type: string; subject: string; data: Record<string, unknown> }>(
  'test.lead-events',
  `select type, subject_id as subject, data from events where type like 'lead.%' order by id`,
);
