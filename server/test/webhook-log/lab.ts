import { expect } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import { rowsOf } from '../intake-lab.ts';
import type { Trier } from '../webhooks-lab.ts';

// What was sent, what came of it, and sending it again. Time is the platform's clock; an endpoint has 0.4 s to answer.
const own = '/api/parley/v1';

interface Delivery {
  id: string;
  eventType: string;
  state: string;
  sequence: number;
  attempts: number;
  body: string;
  tries: Record<string, unknown>[];
  createdAt: string;
}
export interface Page {
  deliveries: Delivery[];
  nextCursor: string | null;
}

/** What a test has: the platform, and an endpoint of its own with the receiver behind it. */
export interface LogLab {
  readonly parley: TestPlatform;
  /** A token of another workspace. */
  readonly foreign: string;
  readonly trier: Trier;
  readonly endpointId: string;
}

export type LogCalls = ReturnType<typeof createLogCalls>;

/** The calls of a program that looks after its deliveries: those of the endpoint of the test. */
export function createLogCalls(lab: () => LogLab) {
  const parley = () => lab().parley;
  const foreign = () => lab().foreign;
  const trier = () => lab().trier;
  const endpointId = () => lab().endpointId;

  let people = 0;
  const newPerson = (): string => {
    people += 1;
    return `4479150${String(people).padStart(5, '0')}`;
  };
  const write = async (text: string, waId = newPerson()): Promise<string> => {
    await parley().simulator.writeText(waId, text);
    await parley().settle();
    return waId;
  };
  const call = <Body = Record<string, unknown>>(method: string, path: string, json?: unknown, token?: string) =>
    parley().api<Body>(method, own + path, {
      ...(json === undefined ? {} : { json }),
      ...(token === undefined ? {} : { token }),
    });
  const list = async (query = ''): Promise<Delivery[]> => {
    const answer = await call<Page>('GET', `/webhook-endpoints/${endpointId()}/deliveries${query}`);
    expect(answer.status).toBe(200);
    return answer.body.deliveries;
  };
  const read = async (id: string) => (await call<Delivery>('GET', `/deliveries/${id}`)).body;
  const setStatus = (status: number) => rowsOf(parley(), 'update webhook_endpoints set status = $1', [status]);
  const replay = (json: unknown) => call('POST', `/webhook-endpoints/${endpointId()}/replay`, json);
  const textsOf = (waId: string) =>
    trier()
      .taken.filter((attempt) => attempt.waId === waId)
      .map(({ text }) => text);

  return { parley, foreign, trier, endpointId, newPerson, write, call, list, read, setStatus, replay, textsOf };
}
