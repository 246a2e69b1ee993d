import { describe, expect, test } from 'vitest';
import { signIn } from '../inbox-lab.ts';
import type { InboxWorkLab } from './lab.ts';

/** A chat that came outside working hours bears a sign until somebody answers. */
export function describeOutsideHours(lab: InboxWorkLab): void {
  describe('a chat that came outside working hours', () => {
    const person = '447901112077';
    const closed = { timeZone: 'UTC', week: [[], [], [], [], [], [], []], holidays: [] };
    const rows = async (query: Record<string, string>): Promise<string[]> => {
      const { body } = await lab.agent.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
        query,
      });
      return body.conversations.map(({ id }) => id);
    };

    test('bears a sign and is found by it until somebody answers; a chatbot is nobody', async () => {
      const admin = await signIn(lab.parley, 'admin@demo.test');
      const setHours = async (json: Record<string, unknown>): Promise<void> =>
        expect((await admin.call('PUT', '/settings/hours', { json })).status).toBe(200);
      const teams = await lab.agent.call<{ teams: { id: string }[] }>('GET', '/inbox/directory');
      const [team] = teams.body.teams;
      await setHours({ hours: closed });
      const follower = await lab.agent.follow();
      await lab.parley.simulator.writeText(person, 'Anybody?');
      await follower.until('conversation', ({ conversation }) => {
        const row = conversation as { cameOutsideHours: boolean; contact: { phone: string } };
        return row.contact.phone === person && row.cameOutsideHours;
      });
      follower.close();
      const { id } = await lab.agent.chat(person);
      expect(await rows({ outsideHours: 'true' })).toContain(id);
      expect(await rows({ outsideHours: 'true', status: 'solved' })).toEqual([]);
      const view = { name: 'By night', isShared: false, filter: { outsideHours: true } };
      expect((await lab.agent.call('POST', '/inbox/views', { json: view })).body).toMatchObject({
        filter: view.filter,
      });

      const bots = await lab.agent.call<{ chatbots: { id: string }[] }>('GET', '/inbox/directory');
      const json = { chatbotId: bots.body.chatbots[0]?.id };
      expect((await lab.agent.call('POST', `/inbox/conversations/${id}/chatbot`, { json })).status).toBe(200);
      await lab.parley.settle();
      expect(await lab.agent.chat(person)).toMatchObject({ cameOutsideHours: true, lastMessage: { direction: 'out' } });

      const open = [{ from: '00:00', to: '24:00' }];
      await setHours({ teamId: team?.id, hours: { ...closed, week: [open, open, open, open, open, open, open] } });
      const inTeam = async (teamIds: (string | undefined)[]) =>
        (await lab.agent.call('PUT', `/inbox/conversations/${id}/assignment`, { json: { teamIds } })).body
          .cameOutsideHours;
      expect([await inTeam([team?.id]), await inTeam([])]).toEqual([false, true]);

      await lab.agent.send(id, { kind: 'text', text: 'Good morning' });
      expect(await lab.agent.chat(person)).toMatchObject({ cameOutsideHours: false });
      expect(await rows({ outsideHours: 'true' })).not.toContain(id);
      await setHours({ hours: null });
      await setHours({ teamId: team?.id, hours: null });
    });
  });
}
