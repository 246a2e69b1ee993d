import { FormData } from 'undici';
import { expect } from 'vitest';
import { startTestPlatform, type TestPlatform } from '../harness/start-test-platform.ts';
import { type Person, password, signIn } from '../inbox-lab.ts';

/** What the tests of the contacts page share: the platform with five imported contacts, two people at work, and their steps. */
export type ContactsPageLab = ReturnType<typeof createContactsPageLab>;

/** A platform started by `start`, which imports the first contacts. */
export function createContactsPageLab() {
  let parley: TestPlatform;
  let ada: Person;
  let agent: Person;

  async function start(): Promise<void> {
    parley = await startTestPlatform({ environment: { PARLEY_DEMO_PASSWORD: password } });
    ada = await signIn(parley, 'admin@demo.test');
    agent = await signIn(parley, 'agent@demo.test');
    await importText(`phone,name,city,marketing\n${people.map((one) => one.join(',')).join('\n')}`);
  }
  const stop = (): Promise<void> | undefined => parley?.stop();

  const contacts = (method: string, path: string, json?: unknown) =>
    ada.call<Json>(method, `/contacts${path}`, json === undefined ? {} : { json });

  async function search(input: Json): Promise<Row[]> {
    const rows: Row[] = [];
    for (let cursor: unknown; ; ) {
      const { status, body } = await contacts('POST', '/search', { ...input, ...(cursor ? { cursor } : {}) });
      expect(status).toBe(200);
      rows.push(...(body.contacts as Row[]));
      cursor = body.nextCursor;
      if (!cursor) return rows;
    }
  }

  async function upload(content: string | Uint8Array): Promise<{ status: number; body: Job & Json }> {
    const form = new FormData();
    form.set(
      'file',
      new Blob([typeof content === 'string' ? content : new Uint8Array(content)], { type: 'text/csv' }),
      'people.csv',
    );
    return ada.call<Job & Json>('POST', '/contacts/imports', { multipart: form });
  }

  const job = async (id: string): Promise<Job> => {
    await parley.settle();
    return (await contacts('GET', `/jobs/${id}`)).body as unknown as Job;
  };

  async function importText(content: string | Uint8Array, changes: Json = {}): Promise<Job> {
    const { status, body } = await upload(content);
    expect({ status, body }).toMatchObject({ status: 201, body: { state: 'draft' } });
    const started = await contacts('POST', `/imports/${body.id}/start`, { ...body.mapping, ...changes });
    expect(started.status).toBe(200);
    return job(body.id);
  }

  async function edit(input: Json): Promise<Job> {
    const { status, body } = await contacts('POST', '/edits', input);
    expect({ status, body }).toMatchObject({ status: 201, body: { kind: input.kind } });
    return job(String(body.id));
  }

  return {
    start,
    stop,
    get ada() {
      return ada;
    },
    get agent() {
      return agent;
    },
    get parley() {
      return parley;
    },
    search,
    contacts,
    edit,
    job,
    importText,
    upload,
  };
}

export type Json = Record<string, unknown>;

type Row = { id: string; name: string | null; phone: string; attributes: Record<string, string> } & Json;

type Job = Record<
  'total' | 'done' | 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'undone' | 'kept',
  number
> & {
  id: string;
  state: string;
  canUndo: boolean;
  mapping: { columns: Json[] };
};

export const unknownId = '0'.repeat(24);

const people = [
  ['+49 151 0000 2001', 'Zoe', 'Berlin', 'yes'],
  ['4915100002002', 'adam', 'Bonn', 'no'],
  ['4915100002003', 'Mia', 'Berlin', 'yes'],
  ['4915100002004', '', 'Bonn', ''],
  ['4915100002005', 'Noa', '', 'yes'],
] as const;
export const namesOf = (rows: readonly Row[]) => rows.map(({ name }) => name);
export const ofImport = { filter: { source: 'import' } };
