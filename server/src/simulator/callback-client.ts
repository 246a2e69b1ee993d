import { type Dispatcher, Pool } from 'undici';

/** Connections to the receiver: as many as webhooks are in flight. */
export const maxWebhooksInFlight = 32;
const answerTimeoutMs = 10_000;
/** A challenge or an error text; the rest of an answer is not read. */
const maxAnswerBytes = 1_024;

/** What the receiver answered; no status when there was no HTTP answer. */
export interface CallbackAnswer {
  readonly status: number | undefined;
  /** The beginning of the body, or why there is none. */
  readonly text: string;
}

/** HTTP to the app's callback address over kept-alive connections. Never throws. */
export interface CallbackClient {
  post(body: string, signature: string): Promise<CallbackAnswer>;
  /** The handshake of rule 8.1. */
  handshake(challenge: string, verifyToken: string): Promise<CallbackAnswer>;
  close(): Promise<void>;
}

export function createCallbackClient(callbackUrl: () => string): CallbackClient {
  let pool: Pool | undefined;
  let poolOrigin = '';
  const poolFor = (origin: string): Pool => {
    if (pool && origin === poolOrigin) return pool;
    void pool?.close();
    poolOrigin = origin;
    pool = new Pool(origin, {
      connections: maxWebhooksInFlight,
      connect: { timeout: answerTimeoutMs },
      headersTimeout: answerTimeoutMs,
      bodyTimeout: answerTimeoutMs,
    });
    return pool;
  };
  const request = async (
    options: Omit<Dispatcher.RequestOptions, 'path' | 'origin'>,
    query: Readonly<Record<string, string>>,
  ): Promise<CallbackAnswer> => {
    try {
      const url = new URL(callbackUrl());
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const answer = await poolFor(url.origin).request({ ...options, path: url.pathname + url.search });
      return { status: answer.statusCode, text: await beginningOf(answer.body) };
    } catch (error) {
      return { status: undefined, text: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    post: (body, signature) =>
      request(
        {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'user-agent': 'facebookexternalua',
            'x-hub-signature-256': signature,
          },
        },
        {},
      ),
    handshake: (challenge, verifyToken) =>
      request(
        { method: 'GET', headers: { 'user-agent': 'facebookplatform/1.0 (+http://developers.facebook.com)' } },
        { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken },
      ),
    close: async () => {
      await pool?.destroy();
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
