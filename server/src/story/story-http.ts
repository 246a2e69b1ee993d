import { Agent, request } from 'undici';

/** What was answered to a call. */
export interface HttpAnswer {
  readonly status: number;
  /** Parsed JSON, or the text of anything else. */
  readonly body: unknown;
}

export interface HttpCall {
  readonly method: string;
  readonly url: string;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, unknown>> | undefined;
}

/** The calls of a story, on connections of its own. A call without an answer rejects. */
export interface StoryHttp {
  call(call: HttpCall): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** A move of the clock runs every job that becomes due before it is answered. */
const answerLimitMs = 300_000;
const maxAnswerBytes = 16 * 1024 * 1024;

export function createStoryHttp(): StoryHttp {
  const agent = new Agent({ headersTimeout: answerLimitMs, bodyTimeout: answerLimitMs });
  return {
    async call({ method, url, query = {}, headers = {}, json, form }) {
      const target = new URL(url);
      for (const [name, value] of Object.entries(query)) target.searchParams.append(name, String(value));
      const body = json !== undefined ? JSON.stringify(json) : form && toForm(form);
      const type = json !== undefined ? 'application/json' : form && 'application/x-www-form-urlencoded';
      const answer = await request(target, {
        dispatcher: agent,
        method: method as 'GET',
        headers: { ...(type ? { 'content-type': type } : {}), ...headers },
        body: body ?? null,
      });
      return { status: answer.statusCode, body: parse(await readText(answer.body)) };
    },
    close: () => agent.destroy(),
  };
}

function toForm(form: Readonly<Record<string, unknown>>): string {
  const fields = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) fields.append(name, String(value));
  return fields.toString();
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxAnswerBytes) throw new Error(`The answer is longer than ${maxAnswerBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
