import { type Dispatcher, Pool } from 'undici';

/** Connections to the receiver: as many as webhooks are in flight. */
export const maxWebhooksInFlight = 32;
const answerTimeoutMs = 10_000;
/** Receivers to which connections are kept. */
const maxOrigins = 100;
/** A challenge or an error text; the rest of an answer is not read. */
const maxAnswerBytes = 1_024;

/** What the receiver answered; no status when there was no HTTP answer. */
export interface CallbackAnswer {
  readonly status: number | undefined;
  /** The beginning of the body, or why there is none. */
  readonly text: string;
}

/** HTTP to callback addresses over kept-alive connections. Never throws. */
export interface CallbackClient {
  /** Posts a webhook with the headers of its signatures. */
  post(url: string, body: string, signatures: Readonly<Record<string, string>>): Promise<CallbackAnswer>;
  /** The handshake of rule 8.1. */
  handshake(url: string, challenge: string, verifyToken: string): Promise<CallbackAnswer>;
  close(): Promise<void>;
}

export function createCallbackClient(): CallbackClient {
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string): Pool => {
    const known = pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: maxWebhooksInFlight,
      connect: { timeout: answerTimeoutMs },
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
    pools.set(origin, pool);
    const [oldest] = pools.keys();
    if (pools.size > maxOrigins && oldest !== undefined) {
      void pools.get(oldest)?.close();
      pools.delete(oldest);
    }
    return pool;
  };
  const request = async (
    callbackUrl: string,
    options: Omit<Dispatcher.RequestOptions, 'path' | 'origin'>,
    query: Readonly<Record<string, string>>,
  ): Promise<CallbackAnswer> => {
    try {
      const url = new URL(callbackUrl);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const answer = await poolFor(url.origin).request({ ...options, path: url.pathname + url.search });
      return { status: answer.statusCode, text: await beginningOf(answer.body) };
    } catch (error) {
      return { status: undefined, text: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    post: (url, body, signatures) =>
      request(
        url,
        {
          method: 'POST',
          body,
          headers: { 'content-type': 'application/json', 'user-agent': 'facebookexternalua', ...signatures },
        },
        {},
      ),
    handshake: (url, challenge, verifyToken) =>
      request(
        url,
        { method: 'GET', headers: { 'user-agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' } },
        { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken },
      ),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk as Uint8Array);
    chunks.push(bytes);
    size += bytes.length;
    if (size >= maxAnswerBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, maxAnswerBytes);
}
