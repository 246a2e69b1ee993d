import { expect } from 'vitest';
import { systemStatement } from '../../src/db/scope.ts';
import type { TestPlatform } from '../harness/start-test-platform.ts';
import type { closeAfterEach } from '../local-server.ts';
import { sentMessage } from '../v1-sent-message.ts';

export interface SendAnswer {
  ok?: boolean;
  result: string | boolean;
  info?: string;
  error?: string;
  message: { id: string; type: string; text: null; media: Record<string, unknown>; conversationId: string };
}

export const megabyte = 1024 * 1024;
/** Who has an open conversation on the main number. */
export const customer = '85255502001';
/** What is answered where no customer has written in the last 24 hours. */
export const windowClosed = {
  ok: false,
  result: false,
  info: 'Ticket has been expired.',
  message: 'Ticket has been expired.',
  ticketStatus: 'EXPIRED',
};

export type FileCalls = ReturnType<typeof createFileCalls>;

/** What became of files that were sent, and servers that hold the files a call names. */
export function createFileCalls(parley: () => TestPlatform, serve: ReturnType<typeof closeAfterEach>['serve']) {
  async function lastOnPhone(waId = customer) {
    await parley().settle();
    return (await parley().simulator.phone(waId)).filter((message) => message.direction === 'out').at(-1);
  }

  async function storedFiles(): Promise<number> {
    const [row] = await parley().db.system(mediaStatement);
    return row?.total ?? 0;
  }

  return { parley, serve, lastOnPhone, storedFiles };
}

/** Expects that a send to somebody who never wrote is refused. */
export async function expectExpired(
  send: (target: string) => Promise<{ status: number; body: unknown }>,
): Promise<void> {
  expect(await send(stranger)).toMatchObject({ status: 200, body: windowClosed });
}

/** The message as a send answers it. */
export const sentFile = { ...sentMessage, text: null };

const stranger = '85255502099';
const mediaStatement = systemStatement<{ total: number }>('test.media', 'select count(*) as total from media');
