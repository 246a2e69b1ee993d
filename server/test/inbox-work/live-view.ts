import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findPresenceChanges, presenceStart, setPresence } from '../../src/modules/inbox/presence.ts';
import { demoTenant } from '../campaign-lab.ts';
import { type InboxWorkLab, waId } from './lab.ts';

/** What happens is told at once to everybody who looks, as the lists show it. */
export function describeLiveView(lab: InboxWorkLab): void {
  const { path } = lab;

  describe('the live view', () => {
    test('tells who came before somebody else and is committed after', async () => {
      const { db, tenantId } = lab.parley;
      const come = (scope: Pick<typeof db, 'tenant'>, operatorId: string) =>
        setPresence({ db: { ...db, ...scope } }, { ...demoTenant, tenantId }, { ...here, operatorId });
      const here = { conversationId: lab.chatId, state: 'viewing' } as const;
      const { place } = await findPresenceChanges(db, { tenantId }, presenceStart);
      const seen = await db.transaction(async (tx) => {
        await come(tx, lab.agent.id);
        await come(db, lab.other.id);
        return findPresenceChanges(db, { tenantId }, place);
      });
      expect(seen.conversationIds).toEqual([lab.chatId]);
      const late = await findPresenceChanges(db, { tenantId }, seen.place);
      expect(late.conversationIds).toEqual([lab.chatId]);
      expect((await findPresenceChanges(db, { tenantId }, late.place)).conversationIds).toEqual([]);
      await lab.agent.call('POST', path('/presence'), { json: { state: 'left' } });
      await lab.other.call('POST', path('/presence'), { json: { state: 'left' } });
    });

    test('tells a new message, an answer with its ticks, what colleagues do and a mention, each as the lists show it', async () => {
      const mine = await lab.agent.follow();
      const theirs = await lab.other.follow();
      await lab.parley.simulator.writeText(waId, 'Still there?');
      const message = await theirs.until(
        'message',
        (data) => (data.message as { text: string }).text === 'Still there?',
      );
      expect(message).toMatchObject({
        message: { conversationId: lab.chatId, state: 'received', sender: { name: 'Iris Lund' } },
      });
      await theirs.until('conversation', ({ conversation }) => (conversation as { unread: number }).unread === 2);
      const sent = await lab.agent.send(lab.chatId, { kind: 'text', text: 'Yes' });
      const ofIt = (data: Record<string, unknown>, state: string): boolean => {
        const told = data.message as { id: string; state: string };
        return told.id === sent.body.message.id && told.state === state;
      };
      await theirs.until('message', (data) => ofIt(data, 'queued') || ofIt(data, 'sent') || ofIt(data, 'delivered'));
      await theirs.until('message', (data) => ofIt(data, 'delivered'));
      await theirs.until('conversation', ({ conversation }) => (conversation as { unread: number }).unread === 0);
      await lab.agent.call('PUT', path('/assignment'), { json: { operatorId: lab.other.id } });
      await theirs.until('ticket', ({ item }) => (item as { assignee: string | null }).assignee !== 'Bot');
      await theirs.until('counts', ({ counts }) => (counts as { mine: number }).mine === 1);
      await lab.agent.call('POST', path('/presence'), { json: { state: 'typing' } });
      expect(await theirs.until('presence', ({ presence }) => (presence as unknown[]).length === 1)).toMatchObject({
        conversationId: lab.chatId,
        presence: [{ operator: { id: lab.agent.id, name: 'Ana Agent' }, state: 'typing' }],
      });
      await lab.agent.call('POST', path('/presence'), { json: { state: 'left' } });
      await theirs.until('presence', ({ presence }) => (presence as unknown[]).length === 0);
      const clientId = randomUUID();
      const json = { clientId, text: 'Can you look?', mentions: [lab.other.id] };
      const notes = [
        await lab.agent.call('POST', path('/notes'), { json }),
        await lab.agent.call('POST', path('/notes'), { json }),
      ];
      expect(notes.map(({ status, body }) => [status, body.id])).toEqual([1, 2].map(() => [201, notes[0]?.body.id]));
      expect(await theirs.until('mention')).toMatchObject({
        note: { text: 'Can you look?', author: { id: lab.agent.id } },
      });
      await mine.until('note');
      expect(mine.frames.filter((frame) => frame.type === 'mention')).toEqual([]);
      mine.close();
      theirs.close();
    });

    test('who comes back is told what happened meanwhile', async () => {
      const first = await lab.agent.follow();
      await lab.parley.simulator.writeText(waId, 'Before the break');
      await first.until('message', (data) => (data.message as { text: string }).text === 'Before the break');
      await first.until('conversation');
      first.close();
      const cursor = first.frames.findLast((frame) => frame.id !== undefined)?.id ?? '';
      await lab.parley.simulator.writeText(waId, 'In the break');
      await lab.parley.settle();
      const again = await lab.agent.follow(cursor);
      await again.until('message', (data) => (data.message as { text: string }).text === 'In the break');
      again.close();
    });

    test('a reaction is told on the message it is about', async () => {
      const following = await lab.agent.follow();
      const wamid = (await lab.parley.simulator.phone(waId)).find((message) => message.text === 'Yes')?.id;
      await lab.parley.simulator.write(waId, { type: 'reaction', reaction: { message_id: wamid, emoji: '🎉' } });
      const told = await following.until(
        'message',
        (data) => (data.message as { reactions: unknown[] }).reactions.length > 0,
      );
      expect(told).toMatchObject({ message: { text: 'Yes', reactions: [{ emoji: '🎉' }] } });
      following.close();
    });

    test('a file is told when it has come, and an attribute that a program wrote with the chat it belongs to', async () => {
      const following = await lab.agent.follow();
      await lab.parley.simulator.write(waId, { type: 'image', image: { caption: 'The box' } });
      const { message } = (await following.until(
        'message',
        (data) => (data.message as { text: string }).text === 'The box',
      )) as { message: { media: { id: string } } };
      const mediaId = message.media.id;
      const told = await following.until('media', ({ media }) => (media as { mediaId: string }).mediaId === mediaId);
      expect(told).toMatchObject({ media: { state: 'stored', mimeType: 'image/jpeg' } });
      const seen = following.frames.length;
      const contacts = [{ target: waId, customParams: [{ name: 'parcel', value: '1042' }] }];
      expect((await lab.parley.api('PUT', '/api/ext/v3/contacts', { json: { contacts } })).status).toBe(200);
      await following.until(
        'conversation',
        (data) => following.frames.findLastIndex((frame) => frame.data === data) >= seen,
      );
      const panel = await lab.agent.call('GET', path('/panel'));
      expect(panel.body).toMatchObject({ contact: { attributes: [{ name: 'parcel', value: '1042' }] } });
      following.close();
    });

    test.each([
      ['no cursor of ours', 'nonsense', 400],
      ['a cursor of another database', 'MS5kYWM2MDhkZmM4Y2YuODI3Li4xNzk1NjQ1MjM0NTk4', 410],
    ])('%s: refused', async (_what, cursor, status) => {
      expect((await lab.agent.call('GET', '/live', { query: { cursor } })).status).toBe(status);
    });
  });
}
