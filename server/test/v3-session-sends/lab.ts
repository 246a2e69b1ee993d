import { expect } from 'vitest';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { closeAfterEach } from '../local-server.ts';

interface MessageDto {
  id: string;
  conversation_id: string;
  local_message_id: string;
}

export interface Sent {
  message: MessageDto;
  code?: number;
}

export const base = '/api/ext/v3/conversations/messages';
/** Who has an open conversation on the main number. */
export const customer = '31900000001';

export type SessionCalls = ReturnType<typeof createSessionCalls>;

/** The calls of a program that answers a customer by v3, and servers that hold the files it names. */
export function createSessionCalls(parley: () => TestPlatform, serve: ReturnType<typeof closeAfterEach>['serve']) {
  const sendText = (target: string, text: string, more: Record<string, unknown> = {}) =>
    parley().api<Sent>('POST', `${base}/text`, { json: { target, text, ...more } });

  const lastOnPhone = async (waId: string) => {
    await parley().settle();
    return (await parley().simulator.phone(waId)).at(-1);
  };

  return { parley, serve, sendText, lastOnPhone };
}

const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const id = expect.stringMatching(/^[0-9a-f]{24}$/);

/** The message as a send answers it. */
export const sentMessage = {
  text: null as string | null,
  type: 'text',
  timestamp: expect.stringMatching(isoMoment),
  owner: true,
  status: 'sent',
  avatar_url: null,
  assigned_id: null,
  operator_name: 'Ada Admin',
  failed_detail: null,
  bot_type: 'regular',
  local_message_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  id,
  created: expect.stringMatching(isoMoment),
  conversation_id: id,
  ticket_id: id,
  event_type: 'message',
};

/** The refusal of a send for which the customer must write first. */
export const windowClosed = {
  status: 400,
  body: { code: 400, message: expect.stringMatching(/^Ticket has been expired\./), timestamp: expect.any(String) },
};
