import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Person, signIn } from '../inbox-lab.ts';
import { rowsOf } from '../intake-lab.ts';
import { createOrderCalls } from '../orders-lab.ts';
import type { MergingLab } from './lab.ts';

const hourMs = 3_600_000;

/** What a team sees and wrote of two chats that become one stays with the chat that stays, and goes back when they are parted. */
export function describeInboxOfTwo(lab: MergingLab): void {
  const { post, text, idOf, conversationsOf, system } = lab;

  describe('the inbox when two chats become one', () => {
    let agent: Person;
    beforeAll(async () => {
      agent = await signIn(lab.parley, 'agent@demo.test');
    });

    /** Two people with a chat each, the first of whom stays. */
    const writeBoth = async (waId: string, bsuid: string, hoursAgo = 0) => {
      const timestamp = String(Math.floor((lab.parley.clock.nowMs() - hoursAgo * hourMs) / 1000));
      await post({ ...text('from the number', { waId }), timestamp });
      await lab.parley.simulator.advance(120);
      await post(text('from the user id', { bsuid }));
      const [[chat], [other]] = [await conversationsOf(await idOf(waId)), await conversationsOf(await idOf(bsuid))];
      return { chat: chat?.id ?? '', other: other?.id ?? '' };
    };
    // Told by a system message, which is no message of the customer: it moves no window.
    const join = (waId: string, bsuid: string) =>
      post(system({ waId }, { type: 'user_changed_user_id', user_id: bsuid }));
    const path = (chat: string, rest: string) => `/inbox/conversations/${chat}${rest}`;

    test('keeps the later window, whichever of the two has the running ticket', async () => {
      const [waId, bsuid] = ['447906000070', 'GB.Window70'];
      const { other } = await writeBoth(waId, bsuid, 20);
      const closed = await lab.parley.api('POST', '/api/v1/updateChatStatus', {
        json: { ticketStatus: 'SOLVED', whatsappNumber: other },
      });
      expect(closed.text).toContain('true');
      await join(waId, bsuid);
      const rows = await rowsOf<{ hours: number }>(
        lab.parley,
        `select round(extract(epoch from $2::timestamptz - last_customer_message_at) / 3600)::int as hours
         from conversations where contact_id = $1`,
        [await idOf(waId), lab.parley.clock.now()],
      );
      expect(rows).toEqual([{ hours: 0 }]);
    });

    test('stays unread with what nobody has read in either', async () => {
      const [waId, bsuid] = ['447906000071', 'GB.Unread71'];
      const { chat } = await writeBoth(waId, bsuid);
      expect((await agent.call('POST', path(chat, '/read'), { json: {} })).status).toBeLessThan(300);
      expect(await agent.chat(waId)).toMatchObject({ unread: 0 });
      await join(waId, bsuid);
      expect(await agent.chat(waId)).toMatchObject({ id: chat, unread: 1 });
    });

    test('sends what was written for later in the other chat, and shows its notes and stars', async () => {
      const [waId, bsuid] = ['447906000072', 'GB.Later72'];
      const { chat, other } = await writeBoth(waId, bsuid);
      const sendAt = new Date(lab.parley.clock.nowMs() + hourMs).toISOString();
      const content = { kind: 'text', text: 'As promised' };
      const later = await agent.call<{ id: string }>('POST', path(other, '/scheduled-messages'), {
        json: { clientId: randomUUID(), sendAt, content },
      });
      expect(later.status).toBe(201);
      const note = { clientId: randomUUID(), text: 'Wants it in blue', mentions: [] };
      expect((await agent.call('POST', path(other, '/notes'), { json: note })).status).toBe(201);
      expect((await agent.call('PUT', path(other, '/favourite'), { json: { favourite: true } })).status).toBeLessThan(
        300,
      );
      await join(waId, bsuid);
      expect(await agent.chat(waId)).toMatchObject({ id: chat, favourite: true });
      expect(await agent.timeline(chat)).toContainEqual(
        expect.objectContaining({ kind: 'note', text: 'Wants it in blue' }),
      );
      await lab.parley.simulator.advance(3_700);
      const list = await agent.call('GET', path(chat, '/scheduled-messages'));
      expect(list.body).toMatchObject({ scheduledMessages: [{ id: later.body.id, state: 'sent' }] });

      const parted = await lab.parley.api('POST', `/api/parley/v1/contacts/${waId}/unmerge`, {});
      expect(parted.status).toBe(200);
      await lab.parley.settle();
      const notesOf = async (id: string) => (await agent.timeline(id)).filter((item) => item.kind === 'note');
      expect([(await notesOf(chat)).length, (await notesOf(other)).length]).toEqual([0, 1]);
      const back = await agent.call('GET', path(other, '/scheduled-messages'));
      expect(back.body).toMatchObject({ scheduledMessages: [{ id: later.body.id }] });
      expect((await agent.call('GET', path(other, ''))).body).toMatchObject({ conversation: { favourite: true } });
      expect(await rowsOf(lab.parley, 'select 1 from inbox_moves where from_conversation_id = $1', [other])).toEqual(
        [],
      );
    });

    test('shows what the person bought in either chat, and who bought it once they are parted; so with calls', async () => {
      const [waId, bsuid] = ['447906000073', 'GB.Bought73'];
      await post(text('from the user id', { bsuid }));
      await post(text('from the number', { waId }));
      const [[chat], [other]] = [await conversationsOf(await idOf(bsuid)), await conversationsOf(await idOf(waId))];
      const orders = createOrderCalls(() => lab.parley);
      await lab.parley.simulator.call('POST', `/customers/${waId}/calls`, { event: 'connect' });
      await lab.parley.settle();
      const callers = async () => {
        const chats = [chat?.id, other?.id];
        const rows = await rowsOf<{ caller: string }>(
          lab.parley,
          'select contact_id as caller from calls where conversation_id = any($1)',
          [chats],
        );
        return rows.map(({ caller }) => caller);
      };
      const bought = await orders.send({ ...orders.bodyOf('merged-1'), phone_number: waId });
      expect(bought).toMatchObject({ status: 200, body: { result: true } });
      const ordersOf = async (id: string | undefined) => {
        const panel = await agent.call<Panel>('GET', path(id ?? '', '/panel'));
        return panel.body.orders.map(({ referenceId }) => referenceId);
      };
      expect(await ordersOf(other?.id)).toEqual(['merged-1']);
      await join(waId, bsuid);
      expect(await ordersOf(chat?.id)).toEqual(['merged-1']);
      expect(await callers()).toEqual([await idOf(waId)]);
      const parted = await lab.parley.api('POST', `/api/parley/v1/contacts/${bsuid}/unmerge`, {});
      expect(parted.status).toBe(200);
      expect([await ordersOf(chat?.id), await ordersOf(other?.id)]).toEqual([[], ['merged-1']]);
      expect(await callers()).toEqual([await idOf(waId)]);
      expect(await idOf(waId)).not.toBe(await idOf(bsuid));
    });
  });
}

interface Panel {
  readonly orders: readonly { readonly referenceId: string }[];
}
