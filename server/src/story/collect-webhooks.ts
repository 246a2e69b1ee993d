import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SeenWebhook } from './story-world.ts';

/** Webhooks kept; a story that causes more fails to see the later ones, and is told 503 as their sender. */
const maxWebhooks = 10_000;
const maxBodyBytes = 1024 * 1024;

/** A receiver on this machine that answers 200 and keeps what comes. */
export interface WebhookCollector {
  readonly url: string;
  readonly received: readonly SeenWebhook[];
  close(): Promise<void>;
}

export async function collectWebhooks(): Promise<WebhookCollector> {
  const received: SeenWebhook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBodyBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      const isKept = size <= maxBodyBytes && received.length < maxWebhooks;
      if (isKept) received.push(toWebhook(Buffer.concat(chunks).toString('utf8'), received.length));
      response.writeHead(isKept ? 200 : 503).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/story`,
    received,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function toWebhook(text: string, index: number): SeenWebhook {
  const key = String(index);
  try {
    const body = JSON.parse(text) as { eventType?: unknown };
    return { key, event: String(body.eventType ?? ''), body };
  } catch {
    return { key, event: '', body: text };
  }
}
