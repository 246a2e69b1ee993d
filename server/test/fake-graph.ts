import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoTemplates } from '../src/demo/demo-templates.ts';
import { createClock, type MovableClock } from '../src/kernel/clock.ts';

/** One POST to `/messages`, as the fake Cloud API got it. */
export interface FakeSend {
  /** From 0, over all sends. */
  readonly number: number;
  readonly to: string;
  /** The body of a text, or the name of a template. */
  readonly text: string;
  readonly echo: string;
  /** The edge of the number that it was posted to: `messages`, or `marketing_messages`. */
  readonly edge: string;
  /** By the clock that the fake was given. */
  readonly atMs: number;
}

/** An answer with a status and body, or `drop`: the connection ends without one. Undefined: accepted. */
export type FakeAnswer = { readonly status: number; readonly body: unknown } | 'drop' | undefined;

/** A Cloud API of the tests' own, which never sends a webhook by itself. */
export interface FakeGraph {
  readonly url: string;
  readonly sends: FakeSend[];
  /** Decides the answer to a send; changed by the tests. */
  answer: (send: FakeSend) => FakeAnswer | Promise<FakeAnswer>;
  /** Called before an upload is answered with an id; changed by the tests. */
  upload: () => Promise<void>;
  /** Sends that wait for their answer now, and the most that ever waited at once. */
  waiting(): number;
  mostWaiting(): number;
  close(): Promise<void>;
}

export async function startFakeGraph(options: { clock?: MovableClock; port?: number } = {}): Promise<FakeGraph> {
  const clock = options.clock ?? createClock();
  let waiting = 0;
  let most = 0;
  const answerSend = async (body: SendBody, edge: string, response: ServerResponse): Promise<void> => {
    const send = toFakeSend(body, { number: graph.sends.length, edge, atMs: clock.nowMs() });
    graph.sends.push(send);
    waiting += 1;
    most = Math.max(most, waiting);
    try {
      const answer = (await graph.answer(send)) ?? { status: 200, body: acceptance(send) };
      if (answer === 'drop') response.destroy();
      else response.writeHead(answer.status).end(JSON.stringify(answer.body));
    } finally {
      waiting -= 1;
    }
  };
  const server = createServer(async (incoming, response) => {
    const text = await readBody(incoming);
    if (incoming.method === 'GET') response.end(JSON.stringify({ data: demoTemplates }));
    else if (/\/(marketing_)?messages$/.test(incoming.url ?? '')) {
      await answerSend(JSON.parse(text) as SendBody, incoming.url?.split('/').at(-1) ?? '', response);
    } else if (/\/media$/.test(incoming.url ?? '')) {
      await graph.upload();
      response.end(JSON.stringify({ id: '700000000000001' }));
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const graph: FakeGraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends: [],
    answer: () => undefined,
    upload: () => Promise.resolve(),
    waiting: () => waiting,
    mostWaiting: () => most,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return graph;
}

/** A refusal in Graph's form. */
export function refusal(code: number, status = 400): FakeAnswer {
  return { status, body: { error: { code, message: `(#${code})`, error_data: { details: `details of ${code}` } } } };
}

/** What the fake answers to a send; a message that is sent again gets another one. */
export function wamidOf(send: FakeSend | undefined): string {
  return `wamid.${send?.echo}.${send?.number}`;
}

interface SendBody {
  to: string;
  type: string;
  text?: { body: string };
  template?: { name: string };
  biz_opaque_callback_data: string;
}

function toFakeSend(body: SendBody, more: Pick<FakeSend, 'number' | 'edge' | 'atMs'>): FakeSend {
  const text = body.text?.body ?? body.template?.name ?? body.type;
  return { to: body.to, text, echo: body.biz_opaque_callback_data, ...more };
}

function acceptance(send: FakeSend): unknown {
  return {
    messaging_product: 'whatsapp',
    contacts: [{ input: send.to, wa_id: send.to }],
    messages: [{ id: wamidOf(send) }],
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
