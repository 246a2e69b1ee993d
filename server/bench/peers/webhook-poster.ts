import { setTimeout as pause } from 'node:timers/promises';
import { signBody } from '../../src/meta/signature.ts';
import { createLeanClient, type LeanClient } from './lean-http-client.ts';

/** Posts webhooks as Meta does: signed, over kept-alive connections, again and again until the answer is 200. */
export interface WebhookPoster {
  /** Resolves when the platform has answered 200. Rejects after close. */
  post(body: string): Promise<void>;
  /** Resolves when nothing is left to be posted. */
  idle(): Promise<void>;
  counts(): { readonly posted: number; readonly retries: number };
  close(): Promise<void>;
}

const retryPauseMs = 100;
const okStatus = 200;

export function createWebhookPoster(options: { url: string; appSecret: string; connections: number }): WebhookPoster {
  const { hostname, port, pathname } = new URL(options.url);
  const client = createLeanClient({ host: hostname, port: Number(port), connections: options.connections });
  const waiting: { body: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  const idleWaiters: (() => void)[] = [];
  let head = 0;
  let running = 0;
  let posted = 0;
  let retries = 0;
  let closed = false;

  const postUntilTaken = async (body: string): Promise<void> => {
    const signature = signBody(body, options.appSecret);
    const head = `POST ${pathname} HTTP/1.1\r\ncontent-type: application/json\r\nx-hub-signature-256: ${signature}\r\n`;
    while ((await postOnce(client, head, body)) !== okStatus) {
      if (closed) throw new Error('The poster was closed.');
      retries += 1;
      await pause(retryPauseMs);
    }
    posted += 1;
  };

  const pump = (): void => {
    while (running < options.connections) {
      const next = waiting[head];
      if (!next) break;
      head += 1;
      running += 1;
      postUntilTaken(next.body)
        .then(next.resolve, next.reject)
        .finally(() => {
          running -= 1;
          pump();
        });
    }
    if (head < waiting.length) return;
    waiting.length = 0;
    head = 0;
    if (running === 0) for (const resolve of idleWaiters.splice(0)) resolve();
  };

  return {
    post(body) {
      return new Promise((resolve, reject) => {
        waiting.push({ body, resolve, reject });
        pump();
      });
    },
    idle() {
      if (running === 0 && head >= waiting.length) return Promise.resolve();
      return new Promise((resolve) => idleWaiters.push(resolve));
    },
    counts: () => ({ posted, retries }),
    async close() {
      closed = true;
      client.close();
    },
  };
}

/** The status of the answer, or undefined when there was none. */
async function postOnce(client: LeanClient, head: string, body: string): Promise<number | undefined> {
  try {
    return (await client.send(head, body)).status;
  } catch {
    return undefined;
  }
}
