import { demoTemplates } from '../../src/demo/demo-templates.ts';
import { demoChannels } from '../../src/demo/demo-workspace.ts';
import { startLeanServer } from './lean-http-server.ts';
import type { SentMessage } from './meta-bodies.ts';

/** Meta's Cloud API, as cheap as can be: takes every send at once and remembers it. */
export interface CloudApi {
  readonly url: string;
  /** Sends accepted so far, in their order. */
  sent(): readonly SentMessage[];
  reset(): void;
}

type Respond = (status: number, body: string) => void;

/** What Meta says of an object that it does not have. */
const unsupported = { type: 'GraphMethodException', code: 100, error_subcode: 33 };
const templateNames = new Set(['welcome', 'order_update']);

/** `accepted` is called after the answer to a send went out. */
export async function startCloudApi(accepted: (message: SentMessage) => void): Promise<CloudApi> {
  let sent: SentMessage[] = [];
  let lastNumber = 0;

  const takeSend = (phoneNumberId: string, body: string, respond: Respond): void => {
    const send = JSON.parse(body) as { to?: string; recipient?: string; biz_opaque_callback_data?: string };
    lastNumber += 1;
    const waId = send.to ?? send.recipient ?? '';
    const wamid = `wamid.${waId}.${lastNumber.toString(36).padStart(12, '0')}`;
    const message = {
      wamid,
      echo: send.biz_opaque_callback_data ?? '',
      waId,
      phoneNumberId,
      atMs: performance.timeOrigin + performance.now(),
    };
    sent.push(message);
    respond(
      200,
      `{"messaging_product":"whatsapp","contacts":[{"input":"${waId}","wa_id":"${waId}"}],"messages":[{"id":"${wamid}","message_status":"accepted"}]}`,
    );
    accepted(message);
  };

  const server = await startLeanServer(({ method, path, body }, respond) => {
    const [, , node = '', edge] = path.split('/');
    if (method === 'POST' && edge === 'messages') takeSend(node, body, respond);
    else answerLookup(respond, node, edge);
  });
  return {
    url: `http://127.0.0.1:${server.port}`,
    sent: () => sent,
    reset() {
      sent = [];
    },
  };
}

function answerLookup(respond: Respond, node: string, edge: string | undefined): void {
  const found = findNode(node, edge);
  if (found) respond(200, JSON.stringify(found));
  else respond(400, JSON.stringify({ error: { message: `Unsupported request for ${node}`, ...unsupported } }));
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
