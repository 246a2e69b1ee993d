import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

export interface ReceivedWebhook {
  readonly path: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly raw: string;
  readonly body: Record<string, unknown> & { eventType: string };
}

/** A customer's receiver: keeps what comes, checks each body against the contract, answers as told. */
export interface WebhookReceiver {
  readonly url: string;
  readonly received: ReceivedWebhook[];
  /** Bodies that depart from the contract, in words. */
  readonly violations: string[];
  /** Event types in the order they came. */
  types(): string[];
  /** Replaces the answer: a status, or a function that answers itself. */
  answerWith(answer: number | ((request: IncomingMessage, response: ServerResponse, body: string) => void)): void;
  close(): Promise<void>;
}

export async function startReceiver(port = 0): Promise<WebhookReceiver> {
  const check = createWebhookCheck();
  const received: ReceivedWebhook[] = [];
  const violations: string[] = [];
  let answer: Parameters<WebhookReceiver['answerWith']>[0] = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      if (typeof answer === 'function') return answer(request, response, raw);
      if (answer >= 200 && answer < 300) {
        const body = JSON.parse(raw) as ReceivedWebhook['body'];
        received.push({ path: request.url ?? '', headers: request.headers, raw, body });
        violations.push(...check(body));
      }
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    violations,
    types: () => received.map((entry) => entry.body.eventType),
    answerWith(next) {
      answer = next;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers what is wrong with a webhook body by contract/wati-webhooks.openapi.yaml; an unknown event is wrong. */
export function createWebhookCheck(): (body: Record<string, unknown>) => string[] {
  const document = readDocument();
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'webhooks');
  return (body) => {
    const event = document.webhooks[String(body.eventType)];
    const schema = event?.post.requestBody.content['application/json']?.schema;
    if (!schema) return [`unknown event ${String(body.eventType)}`];
    const validate = ajv.getSchema(`webhooks${schema.$ref}`);
    if (!validate) return [`no schema for ${String(body.eventType)}`];
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) => `${String(body.eventType)}${error.instancePath} ${error.message ?? ''}`,
    );
  };
}

/** The event names of the webhook contract. */
export function contractWebhookNames(): string[] {
  return Object.keys(readDocument().webhooks);
}

interface WebhookDocument {
  webhooks: Record<string, { post: { requestBody: { content: Record<string, { schema: { $ref: string } }> } } }>;
}

function readDocument(): WebhookDocument {
  const path = join(import.meta.dirname, '..', '..', '..', 'contract', 'wati-webhooks.openapi.yaml');
  return parse(readFileSync(path, 'utf8')) as WebhookDocument;
}
