import { createServer } from 'node:net';

/** Below those that systems give to whoever asks for any: no receiver and no connection takes one between look and use. */
const firstPort = 12_000;
const workers = 4;
const portsOfWorker = 5_000;

/** Workers of a run have ports of their own, and give each only once; those of another run begin elsewhere. */
const worker = Number(process.env.VITEST_POOL_ID ?? 0) % workers;
let given = Math.floor(Math.random() * portsOfWorker);

/** A port of 127.0.0.1 that nothing listens on, and that nobody but the caller is going to take. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    given = (given + 1) % portsOfWorker;
    const port = firstPort + worker * portsOfWorker + given;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
