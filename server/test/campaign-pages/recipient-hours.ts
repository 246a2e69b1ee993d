import { describe, expect, test } from 'vitest';
import { type CampaignPagesLab, now } from './lab.ts';

/** People get a campaign by their own clock and not in quiet hours. */
export function describeRecipientHours(lab: CampaignPagesLab): void {
  const { numbers, tryOut, draftOf, launch, received, campaignOf, launched } = lab;

  describe('hours of the recipient', () => {
    test('everybody gets it when their own clock shows it, also over the change to summer time, and not in quiet hours', async () => {
      // Clocks of Europe go forward on 28 March 2027 at 01:00 UTC, those of New York went on the 14th.
      await lab.parley.simulator.call('POST', '/clock', { now: '2027-03-27T20:00:00Z' });
      const [dutch] = numbers(1) as [string];
      const people = { NL: dutch, US: '12125550199', IN: '919876543210' };
      const rows = Object.values(people).map((waId) => `${waId};Ann`);
      const schedule = { kind: 'local', at: '2027-03-28T07:00', quietFrom: '21:00', quietTo: '08:00' };
      const dryRun = await tryOut(await draftOf(rows, { schedule }));
      expect(dryRun.zones.map(({ country, timeZone, at }) => [country, timeZone, at])).toEqual([
        ['IN', 'Asia/Calcutta', '2027-03-28T02:30:00.000Z'],
        ['NL', 'Europe/Amsterdam', '2027-03-28T06:00:00.000Z'],
        ['US', 'America/New_York', '2027-03-28T12:00:00.000Z'],
      ]);
      expect(dryRun).toMatchObject({
        startsAt: '2027-03-28T02:30:00.000Z',
        putOff: 3,
        warnings: [{ kind: 'quiet_hours' }],
      });
      const { body } = await launch(dryRun);
      expect(body.state).toBe('scheduled');
      const at = async (moment: string): Promise<number[]> => {
        await lab.parley.simulator.call('POST', '/clock', { now: moment });
        return received([people.IN, people.NL, people.US]);
      };
      expect(await at('2027-03-28T02:29:00Z')).toEqual([0, 0, 0]);
      expect(await at('2027-03-28T02:31:00Z')).toEqual([1, 0, 0]);
      expect(await campaignOf(body.id)).toMatchObject({ state: 'sending', waitingFor: 'recipient_hours' });
      expect(await at('2027-03-28T05:59:00Z')).toEqual([1, 0, 0]);
      expect(await at('2027-03-28T06:01:00Z')).toEqual([1, 1, 0]);
      expect(await at('2027-03-28T11:59:00Z')).toEqual([1, 1, 0]);
      expect(await at('2027-03-28T12:01:00Z')).toEqual([1, 1, 1]);
      expect(await campaignOf(body.id)).toMatchObject({ state: 'completed', counters: { sent: 3, pending: 0 } });
    });

    test('who is not reached before quiet hours begin waits for their end', async () => {
      await lab.parley.simulator.call('POST', '/clock', { now: '2027-03-28T18:59:30Z' });
      const people = numbers(60);
      // 20:59:30 in Amsterdam: there is time for some of them.
      const schedule = { ...now, quietFrom: '21:00', quietTo: '08:00' };
      const { id } = await launched(
        people.map((waId) => `${waId};Ann`),
        { schedule },
      );
      const reached = async () => (await received(people)).filter(Boolean).length;
      await lab.parley.simulator.call('POST', '/clock', { now: '2027-03-29T05:59:00Z' });
      const before = await reached();
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(60);
      expect(await campaignOf(id)).toMatchObject({ state: 'sending', counters: { pending: 60 - before } });
      await lab.parley.simulator.call('POST', '/clock', { now: '2027-03-29T06:02:00Z' });
      expect(await reached()).toBe(60);
      expect(await campaignOf(id)).toMatchObject({ state: 'completed', counters: { sent: 60, pending: 0 } });
    });
  });
}
