import { expect } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';
import { jpeg } from '../media-samples.ts';

export type Json = Record<string, unknown>;
export type Row = Json & { id: string; elementName: string; status: string };
interface Answer {
  ok: boolean;
  error?: string;
  reason?: string;
  message?: string;
  result: Row;
}

export type SubmitCalls = ReturnType<typeof createSubmitCalls>;

/** The life of a template from its draft to the verdicts of Meta. `sampleUrl` is a server with the samples of headers. */
export function createSubmitCalls(parley: () => TestPlatform, sampleUrl: () => string) {
  let names = 0;
  async function draft(rest: Json = {}): Promise<Row> {
    names += 1;
    const json = {
      type: 'template',
      category: 'UTILITY',
      elementName: `note_${names}`,
      language: 'en',
      body: 'Hello {{name}}, see you on {{day}}.',
      customParams: [
        { paramName: 'name', paramValue: 'Mei' },
        { paramName: 'day', paramValue: 'Friday' },
      ],
      ...rest,
    };
    const { body } = await parley().api<Answer>('POST', '/api/v1/whatsApp/templates', { json });
    expect(body.ok).toBe(true);
    return body.result;
  }

  const update = (json: Json) => parley().api<Answer>('POST', '/api/v1/templates/update', { json });

  async function rowOf({ id }: Row): Promise<Row | undefined> {
    const query = { pageSize: 500 };
    const { body } = await parley().api<{ messageTemplates: Row[] }>('GET', '/api/v1/getMessageTemplates', { query });
    return body.messageTemplates.find((row) => row.id === id);
  }

  const review = async (row: Row, decision: string, reason?: string): Promise<void> => {
    await parley().simulator.call('POST', `/templates/${row.elementName}/review`, {
      decision,
      ...(reason ? { reason } : {}),
    });
    await parley().settle();
  };

  async function asked(operation: string, name: string): Promise<Json[]> {
    const calls = await parley().simulator.graphRequests();
    return calls.filter((call) => call.operation === operation && JSON.stringify(call).includes(name));
  }

  async function submitted(rest: Json = {}): Promise<Row> {
    const row = await draft(rest);
    expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
    return row;
  }

  const send = (row: Row, parameters: Json[]) =>
    parley().api('POST', '/api/v1/sendTemplateMessage', {
      query: { whatsappNumber: '85255501234' },
      json: { template_name: row.elementName, broadcast_name: 'x', parameters },
    });

  return { parley, sampleUrl, draft, update, rowOf, review, asked, submitted, send };
}

/** Serves a picture under every name: one that is gone, and one that says it is text, are no samples. */
export function startSampleServer(): Promise<LocalServer> {
  return startLocalServer((request, response) => {
    const type = request.url?.endsWith('.jpg') ? 'image/jpeg' : 'text/plain';
    response.writeHead(request.url === '/gone.jpg' ? 404 : 200, { 'content-type': type }).end(jpeg);
  });
}
