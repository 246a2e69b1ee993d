import { createServer } from 'node:net';

export interface HeldPort {
  readonly port: number;
  /** Lets go of it; for the moment before the server listens there. */
  release(): Promise<void>;
}

/**
 * A port of that address that nobody else is given until it is released: a platform needs seconds from when it has to know
 * its port until it listens. It keeps no process alive.
 */
export async function holdFreePort(host: string): Promise<HeldPort> {
  const holder = createServer((socket) => socket.destroy()).unref();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject);
    holder.listen(0, host, resolve);
  });
  const address = holder.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    release: () => new Promise((resolve) => holder.close(() => resolve())),
  };
}

/** One that was chosen, or any where that is 0. */
export async function holdPort(chosen: number, host: string): Promise<HeldPort> {
  return chosen === 0 ? holdFreePort(host) : { port: chosen, release: async () => undefined };
}
