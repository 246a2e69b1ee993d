import type { EventLedger } from './event-ledger.ts';
import { type LeanServer, startLeanServer } from './lean-http-server.ts';

/** The receiver of an integrator: notes every event and answers 200. */
export interface Consumer {
  readonly url: string;
  up(): Promise<void>;
  /** Cuts all connections and refuses new ones. */
  down(): Promise<void>;
}

export async function startConsumer(ledger: () => EventLedger): Promise<Consumer> {
  const open = (port: number): Promise<LeanServer> =>
    startLeanServer(({ body }, respond) => {
      ledger().note(body);
      respond(200, '');
    }, port);

  let server: LeanServer | undefined = await open(0);
  const { port } = server;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    async up() {
      server ??= await open(port);
    },
    async down() {
      const closing = server;
      server = undefined;
      await closing?.close();
    },
  };
}
