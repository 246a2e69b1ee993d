import { Agent, request } from 'undici';

/** A person at work. */
export interface BenchSession {
  readonly baseUrl: string;
  readonly cookie: string;
  /** A call with a JSON body. Throws what is refused. */
  call(method: 'POST' | 'GET', path: string, body?: object): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** One kind of call, as the web app makes it. */
export interface Probe {
  readonly name: string;
  /** The path of the nth call. */
  readonly path: (n: number) => string;
  /** What the nth call posts; none: it gets. */
  readonly body?: (n: number) => object;
}

export interface Measured {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  /** Rows of the last answer. */
  readonly rows: number;
}

const warmUps = 5;

/** Signs in. */
export async function openSession(baseUrl: string, email: string, password: string): Promise<BenchSession> {
  const answer = await request(`${baseUrl}/internal/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { csrfToken } = (await answer.body.json()) as { csrfToken: string };
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  const dispatcher = new Agent({ connections: 1 });
  const headers = { cookie, 'x-parley-csrf': csrfToken, 'content-type': 'application/json' };
  return {
    baseUrl,
    cookie,
    async call(method, path, body) {
      const given = body === undefined ? { headers: { cookie } } : { headers, body: JSON.stringify(body) };
      const reply = await request(baseUrl + path, { method, dispatcher, ...given });
      const text = await reply.body.text();
      if (reply.statusCode >= 300) throw new Error(`${path} answered ${reply.statusCode}: ${text}`);
      return JSON.parse(text) as Record<string, unknown>;
    },
    close: () => dispatcher.close(),
  };
}

/** Calls each probe one call after the other and tells its times in milliseconds. */
export async function measure(session: BenchSession, probes: readonly Probe[], calls: number): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const { name, path, body } of probes) {
    const times: number[] = [];
    let rows = 0;
    for (let n = 0; n < calls + warmUps; n += 1) {
      const began = performance.now();
      const answer = await session.call(body ? 'POST' : 'GET', path(n), body?.(n));
      if (n >= warmUps) times.push(performance.now() - began);
      rows = countRows(answer);
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    measured.push({ name, p50: at(0.5), p95: at(0.95), rows });
  }
  return measured;
}

function countRows(body: Readonly<Record<string, unknown>>): number {
  const list = body.conversations ?? body.contacts ?? body.items;
  return Array.isArray(list) ? list.length : 1;
}
