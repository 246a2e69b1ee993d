import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoTemplates } from '../../src/demo/demo-templates.ts';
import { demoChannels } from '../../src/demo/demo-workspace.ts';
import type { SentMessage } from './meta-bodies.ts';
import { readBody } from './read-body.ts';

/** Meta's Cloud API, as cheap as can be: takes every send at once and remembers it. */
export interface CloudApi {
  readonly url: string;
  /** Sends accepted so far, in their order. */
  sent(): readonly SentMessage[];
  reset(): void;
}

const keepAliveMs = 60_000;
/** What Meta says of an object that it does not have. */
const unsupported = { type: 'GraphMethodException', code: 100, error_subcode: 33 };
const templateNames = new Set(['welcome', 'order_update']);

/** `accepted` is called after the answer to a send went out. */
export async function startCloudApi(accepted: (message: SentMessage) => void): Promise<CloudApi> {
  let sent: SentMessage[] = [];
  let lastNumber = 0;

  const takeSend = (phoneNumberId: string, body: string, response: ServerResponse): void => {
    const send = JSON.parse(body) as { to?: string; recipient?: string; biz_opaque_callback_data?: string };
    lastNumber += 1;
    const waId = send.to ?? send.recipient ?? '';
    const wamid = `wamid.${waId}.${lastNumber.toString(36).padStart(12, '0')}`;
    const message = { wamid, echo: send.biz_opaque_callback_data ?? '', waId, phoneNumberId };
    sent.push(message);
    respond(
      response,
      200,
      `{"messaging_product":"whatsapp","contacts":[{"input":"${waId}","wa_id":"${waId}"}],"messages":[{"id":"${wamid}","message_status":"accepted"}]}`,
    );
    accepted(message);
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const [, , node = '', edge] = path.split('/');
    if (request.method === 'POST' && edge === 'messages') {
      readBody(request, (body) => takeSend(node, body, response));
    } else answerLookup(request, response, node, edge);
  });
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => sent,
    reset() {
      sent = [];
    },
  };
}

function answerLookup(
  request: IncomingMessage,
  response: ServerResponse,
  node: string,
  edge: string | undefined,
): void {
  request.resume();
  const found = findNode(node, edge);
  if (found) respond(response, 200, JSON.stringify(found));
  else
    respond(response, 400, JSON.stringify({ error: { message: `Unsupported request for ${node}`, ...unsupported } }));
}

function findNode(node: string, edge: string | undefined): Record<string, unknown> | undefined {
  if (edge === 'message_templates') {
    const data = demoTemplates.filter((template) => templateNames.has(template.name));
    return { data, paging: { cursors: { before: 'a', after: 'b' } } };
  }
  const number = demoChannels.find((channel) => channel.phoneNumberId === node);
  if (!number || edge !== undefined) return undefined;
  const { phoneNumber, name } = number;
  return { id: node, display_phone_number: phoneNumber, verified_name: name, quality_rating: 'GREEN' };
}

function respond(response: ServerResponse, status: number, body: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    .end(body);
}
