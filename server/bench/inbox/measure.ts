import { Agent, request } from 'undici';

/** One kind of call, as the web app makes it. */
export interface Probe {
  readonly name: string;
  /** The path of the nth call. */
  readonly path: (n: number) => string;
}

export interface Measured {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
  /** Rows of the last answer. */
  readonly rows: number;
}

const warmUps = 5;

/** Calls each probe one call after the other and tells its times in milliseconds. */
export async function measure(
  baseUrl: string,
  cookie: string,
  probes: readonly Probe[],
  calls: number,
): Promise<Measured[]> {
  const dispatcher = new Agent({ connections: 1 });
  const measured: Measured[] = [];
  for (const probe of probes) {
    const times: number[] = [];
    let rows = 0;
    for (let n = -warmUps; n < calls; n += 1) {
      const began = performance.now();
      const answer = await request(baseUrl + probe.path(n + warmUps), { dispatcher, headers: { cookie } });
      const text = await answer.body.text();
      if (n >= 0) times.push(performance.now() - began);
      if (answer.statusCode !== 200) throw new Error(`${probe.name} answered ${answer.statusCode}: ${text}`);
      rows = countRows(JSON.parse(text));
    }
    times.sort((a, b) => a - b);
    const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    measured.push({ name: probe.name, p50: at(0.5), p95: at(0.95), rows });
  }
  await dispatcher.close();
  return measured;
}

function countRows(body: Readonly<Record<string, unknown>>): number {
  const list = body.conversations ?? body.items;
  return Array.isArray(list) ? list.length : 1;
}
