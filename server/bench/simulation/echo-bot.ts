import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

/** A program on the Cloud API that answers what customers write, and writes down every byte it saw. */
export interface EchoBot {
  readonly callbackUrl: string;
  /** One line for each webhook and each answer of Graph, in the order in which they came. */
  readonly lines: string[];
  connect(origin: string, token: string): void;
  send(phoneNumberId: string, message: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

interface Inbound {
  readonly id: string;
  readonly from?: string;
  readonly type: string;
  readonly text?: { readonly body: string };
}

/** Starts the bot; it answers a webhook with 200 only after all it sent because of it was taken. */
export async function startEchoBot(): Promise<EchoBot> {
  const lines: string[] = [];
  let pool: Pool | undefined;
  let bearer = '';
  const send: EchoBot['send'] = async (phoneNumberId, message) => {
    const answer = await pool?.request({
      method: 'POST',
      path: `/simulator/graph/v26.0/${phoneNumberId}/messages`,
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', ...message }),
    });
    lines.push(`graph ${answer?.statusCode} ${await answer?.body.text()}`);
  };
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://bot');
    const challenge = url.searchParams.get('hub.challenge');
    if (challenge !== null) {
      response.end(challenge);
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const body = Buffer.concat(chunks).toString('utf8');
      lines.push(`webhook ${incoming.headers['x-hub-signature-256']} ${body}`);
      await answer(body, send);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    callbackUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    lines,
    connect(origin, token) {
      pool = new Pool(origin, { connections: 4 });
      bearer = token;
    },
    send,
    async close() {
      await pool?.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The fingerprint of a run. */
export function fingerprintOf(lines: readonly string[]): string {
  const hash = createHash('sha256');
  for (const line of lines) hash.update(line).update('\n');
  return hash.digest('hex');
}

async function answer(body: string, send: EchoBot['send']): Promise<void> {
  const envelope = JSON.parse(body) as {
    entry: { changes: { value: { metadata?: { phone_number_id: string }; messages?: Inbound[] } }[] }[];
  };
  const values = envelope.entry.flatMap((entry) => entry.changes.map((change) => change.value));
  for (const { metadata, messages = [] } of values) {
    for (const message of messages) {
      if (!metadata || message.from === undefined || message.type === 'system') continue;
      await send(metadata.phone_number_id, { status: 'read', message_id: message.id });
      const words = message.text ? `You said: ${message.text.body}` : `Thank you for the ${message.type}`;
      await send(metadata.phone_number_id, {
        to: message.from,
        context: { message_id: message.id },
        text: { body: words },
        biz_opaque_callback_data: `reply ${message.id.slice(-6)}`,
      });
    }
  }
}
