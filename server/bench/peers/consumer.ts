import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventLedger } from './event-ledger.ts';
import { readBody } from './read-body.ts';

/** The receiver of an integrator: notes every event and answers 200. */
export interface Consumer {
  readonly url: string;
  up(): Promise<void>;
  /** Cuts all connections and refuses new ones. */
  down(): Promise<void>;
}

export async function startConsumer(ledger: () => EventLedger): Promise<Consumer> {
  let server: Server | undefined;

  const open = async (port: number): Promise<number> => {
    server = createServer((request, response) => {
      readBody(request, (body) => {
        ledger().note(body);
        response.writeHead(200, { 'content-length': 0 }).end();
      });
    });
    server.keepAliveTimeout = keepAliveMs;
    const listening = server;
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject);
      listening.listen(port, '127.0.0.1', resolve);
    });
    return (listening.address() as AddressInfo).port;
  };

  const port = await open(0);
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    async up() {
      if (!server) await open(port);
    },
    async down() {
      const closing = server;
      server = undefined;
      if (!closing) return;
      await new Promise<void>((resolve) => {
        closing.close(() => resolve());
        closing.closeAllConnections();
      });
    },
  };
}

const keepAliveMs = 60_000;
