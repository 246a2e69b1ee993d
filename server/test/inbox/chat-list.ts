import { describe, expect, test } from 'vitest';
import type { Person } from '../inbox-lab.ts';
import type { InboxPageLab } from './lab.ts';

/** The list filters and pages, and knows what is unread. */
export function describeChatList(lab: InboxPageLab): void {
  const { writes } = lab;

  describe('the list', () => {
    const waId = '447901111010';

    test('filters by status, assignee, team, tag, channel, unread, favourite and what closes soon', async () => {
      await writes(waId, 'A question of filters');
      const { id } = await lab.agent.chat(waId);
      const { body: directory } = await lab.agent.call<{
        teams: { id: string; name: string }[];
        channels: { id: string }[];
      }>('GET', '/inbox/directory');
      const team = directory.teams.find(({ name }) => name === 'Sales')?.id ?? '';
      const tag = await lab.agent.call<{ id: string }>('POST', '/inbox/tags', { json: { name: 'Urgent' } });
      expect(tag.status).toBe(201);
      expect(await lab.agent.call('POST', '/inbox/tags', { json: { name: ' urgent ' } })).toMatchObject({
        status: 409,
        body: { reason: 'tag.name_taken' },
      });
      const path = `/inbox/conversations/${id}`;
      await lab.agent.call('PUT', `${path}/assignment`, { json: { operatorId: lab.agent.id, teamIds: [team] } });
      await lab.agent.call('POST', `${path}/tags`, { json: { add: ['urgent'] } });
      await lab.agent.call('PUT', `${path}/favourite`, { json: { favourite: true } });
      const row = await lab.agent.call('PUT', `${path}/status`, { json: { status: 'pending' } });
      expect(row).toMatchObject({
        status: 200,
        body: {
          status: 'pending',
          assignee: { id: lab.agent.id },
          teams: [{ id: team, name: 'Sales' }],
          tags: [{ id: tag.body.id, name: 'Urgent' }],
          favourite: true,
        },
      });
      const idsOf = async (person: Person, query: Record<string, string>): Promise<string[]> => {
        const { status, body } = await person.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
          query,
        });
        expect(status).toBe(200);
        return body.conversations.map((entry) => entry.id);
      };
      for (const query of [
        { status: 'pending' },
        { assignee: 'me', status: 'open,pending' },
        { assignee: lab.agent.id },
        { team },
        { tag: tag.body.id },
        { unread: 'true', tag: tag.body.id },
        { favourite: 'true' },
        { closingWithinHours: '24', tag: tag.body.id },
        { search: 'questi filters' },
        { search: '1010' },
      ] as Record<string, string>[]) {
        expect([query, await idsOf(lab.agent, query)]).toEqual([query, [id]]);
      }
      for (const query of [
        { assignee: 'nobody' },
        { assignee: 'bot' },
        { status: 'solved,expired,broadcast,block' },
        { closingWithinHours: '1' },
        { channel: directory.channels.at(-1)?.id ?? '' },
        { search: 'nothing like that' },
      ] as Record<string, string>[]) {
        expect([query, await idsOf(lab.agent, query)]).toEqual([query, expect.not.arrayContaining([id])]);
      }
      expect(await idsOf(lab.other, { favourite: 'true' })).toEqual([]);
      expect((await lab.agent.call('GET', '/inbox/counts')).body).toMatchObject({
        mine: 1,
        mineUnread: 1,
        favourites: 1,
      });
    });

    test('pages lead to older ones and back, each chat once', async () => {
      for (let n = 0; n < 5; n += 1) await writes(`44790222200${n}`, `Number ${n}`);
      type Page = { conversations: { id: string }[]; nextCursor: string | null; previousCursor: string | null };
      const page = async (cursor?: string | null): Promise<Page> => {
        const query = { limit: 2, ...(cursor ? { cursor } : {}) };
        return (await lab.agent.call<Page>('GET', '/inbox/conversations', { query })).body;
      };
      const whole = (await lab.agent.call<Page>('GET', '/inbox/conversations')).body.conversations.map((row) => row.id);
      const pages = [await page()];
      expect(pages[0]?.previousCursor).toBeNull();
      while (pages.at(-1)?.nextCursor) pages.push(await page(pages.at(-1)?.nextCursor));
      expect(pages.flatMap((entry) => entry.conversations.map((row) => row.id))).toEqual(whole);
      const back = await page(pages[2]?.previousCursor);
      expect(back.conversations).toEqual(pages[1]?.conversations.map(({ id }) => expect.objectContaining({ id })));
    });

    test.each([
      ['an unknown status', { status: 'sleeping' }],
      ['a cursor of somebody else', { cursor: 'abc' }],
      ['too many rows', { limit: '101' }],
    ])('%s: 400', async (_what, query) => {
      const answer = await lab.agent.call('GET', '/inbox/conversations', {
        query: query as unknown as Record<string, string>,
      });
      expect(answer).toMatchObject({ status: 400, body: { reason: 'request.invalid' } });
    });
  });

  describe('read and unread', () => {
    const waId = '447901111020';

    test('reads up to what was seen, so that a later message stays unread; unread again begins at the newest', async () => {
      await writes(waId, 'One');
      await writes(waId, 'Two');
      await writes(waId, 'Three');
      const { id, unread } = await lab.agent.chat(waId);
      expect(unread).toBe(3);
      const items = await lab.agent.timeline(id);
      const two = items.find((item) => item.text === 'Two');
      const read = (json: Record<string, unknown>) =>
        lab.agent.call('POST', `/inbox/conversations/${id}/read`, { json });
      expect((await read({ upToId: two?.id })).body).toMatchObject({ unread: 1 });
      const head = await lab.agent.call('GET', `/inbox/conversations/${id}`);
      expect(head.body).toMatchObject({ firstUnreadId: items.find((item) => item.text === 'Three')?.id });
      expect((await read({})).body).toMatchObject({ unread: 0 });
      expect((await lab.agent.call('POST', `/inbox/conversations/${id}/unread`)).body).toMatchObject({ unread: 1 });
    });
  });
}
