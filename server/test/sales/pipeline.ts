import { describe, expect, test } from 'vitest';
import { createOperator } from '../../src/modules/accounts/index.ts';
import type { SalesLab } from './lab.ts';

/** v3 counts the leads of a period by the stage they stood in at its end. */
export function describePipeline(lab: SalesLab): void {
  const { listStages, addContact, put, own } = lab;

  describe('v3 salesAnalytics', () => {
    const v3 = '/api/ext/v3/salesAnalytics';
    const ask = <Body = { win_rate: number; entries: PipelineEntry[] }>(json: unknown, token?: string) =>
      lab.parley.api<Body>('POST', `${v3}/pipeline`, { json, ...(token ? { token } : {}) });
    const counts = (entries: readonly PipelineEntry[]) =>
      Object.fromEntries(entries.filter(({ count }) => count > 0).map(({ stage, count }) => [stage, count]));

    test('lists the stages, whatever the case of the path', async () => {
      const stages = await listStages();
      const answer = await lab.parley.api<{ stages: unknown[] }>('GET', `/api/ext/v3/SalesAnalytics/leadstages`);
      expect(answer).toMatchObject({ status: 200 });
      expect(answer.body.stages).toEqual(
        stages.map(({ id, label, color, sortOrder }) => ({ id, label, color, sort_order: sortOrder })),
      );
      expect((await lab.parley.api('GET', `${v3}/leadStages`, { token: lab.foreign })).body).toEqual({ stages: [] });
    });

    test('asks for its scopes', async () => {
      const token = await lab.parley.addToken({ scopes: ['salesanalyticsv3:read'] });
      expect((await lab.parley.api('GET', `${v3}/leadStages`, { token })).status).toBe(200);
      const wrong = await lab.parley.addToken({ scopes: ['contactsv3:read'] });
      expect((await lab.parley.api('POST', `${v3}/pipeline`, { json: {}, token: wrong })).status).toBe(403);
    });

    test('counts each lead that moved in the period, where it stood at its end', async () => {
      const day = 86_400_000;
      const start = (Math.floor(lab.parley.clock.nowMs() / day) + 10) * day;
      const at = (days: number) => new Date(start + days * day).toISOString();
      lab.parley.clock.moveTo(start);
      const operator = await createOperator(lab.parley, lab.parley.tenantId, {
        email: 'seller@demo.test',
        name: 'Sue Seller',
        role: 'operator',
      });
      const [stays, wins, early, gone] = [
        await addContact(),
        await addContact(),
        await addContact(),
        await addContact(),
      ];
      await put(stays, { stage: 'New', value: 1_000, currency: 'EUR' });
      await put(wins, { stage: 'New', value: 5_000, currency: 'EUR', ownerEmail: 'seller@demo.test' });
      await put(early, { stage: 'Qualified', value: 7_000, currency: 'USD' });
      await put(gone, { stage: 'New' });
      await own('DELETE', `/leads/${gone}`);
      lab.parley.clock.moveTo(start + 10 * day);
      await put(wins, { stage: 'Won', value: 6_000 });
      await put(stays, { stage: 'New', value: 2_000 });

      const first = await ask({ from: at(0), to: at(1) });
      expect(first).toMatchObject({ status: 200, body: { win_rate: 0 } });
      expect(counts(first.body.entries)).toEqual({ New: 2, Qualified: 1 });
      expect(first.body.entries.find(({ stage }) => stage === 'New')?.values).toEqual([
        { currency: 'EUR', amount_minor: 6_000, count: 2 },
      ]);
      expect(first.body.entries.map(({ stage }) => stage)).toEqual((await listStages()).map(({ label }) => label));

      const all = await ask({ from: at(0), to: at(11), agentIds: null, selectedStageIds: null });
      expect(counts(all.body.entries)).toEqual({ New: 1, Qualified: 1, Won: 1 });
      expect(all.body.win_rate).toBe(33.33);
      // The lead that only changed its value came into no stage in this period.
      expect(counts((await ask({ from: at(9), to: at(11), agentIds: [] })).body.entries)).toEqual({ Won: 1 });

      const ofOne = await ask({ from: at(0), to: at(11), agentIds: [operator.id.toUpperCase()] });
      expect(ofOne.body).toMatchObject({ win_rate: 100 });
      expect(counts(ofOne.body.entries)).toEqual({ Won: 1 });

      const chosen = (await listStages()).filter(({ label }) => label === 'New' || label === 'Won');
      const some = await ask({ from: at(0), to: at(11), stageIds: chosen.map(({ id }) => id) });
      expect(some.body).toMatchObject({ win_rate: 50, entries: [{ stage: 'New' }, { stage: 'Won' }] });
      expect((await ask({ from: at(0), to: at(11) }, lab.foreign)).body).toEqual({ win_rate: 0, entries: [] });
      expect(counts((await ask({ from: at(-3), to: at(-1) })).body.entries)).toEqual({});
    });

    test('takes plain dates, both of them whole days', async () => {
      const today = lab.parley.clock.now().toISOString().slice(0, 10);
      await put(await addContact(), { stage: 'Lost' });
      const answer = await lab.parley.api<{ entries: PipelineEntry[] }>('POST', `${v3}/pipeline`, {
        raw: JSON.stringify({ From: today, TO: today }),
        headers: { 'content-type': 'application/json-patch+json' },
      });
      expect(counts(answer.body.entries)).toMatchObject({ Lost: 1 });
    });

    test.each([
      [{}, 'an empty body'],
      [{ from: '2026-03-01T00:00:00Z' }, 'without to'],
      [{ from: 'yesterday', to: '2026-03-31' }, 'what is no date'],
      [{ from: '2026-02-30', to: '2026-03-31' }, 'a day that no calendar has'],
      [{ from: '2026-04-01', to: '2026-03-01' }, 'an end before the start'],
      [{ from: '2026-03-01', to: '2026-03-31', agentIds: [1, { a: 1 }] }, 'ids that are none'],
      [{ from: '2026-03-01', to: '2026-03-31', agentIds: Array(1001).fill('a') }, 'too many ids'],
    ])('%j is 400 (%s)', async (json, _because) => {
      expect(await ask(json)).toMatchObject({
        status: 400,
        body: { code: 400, message: expect.any(String), timestamp: expect.any(String) },
      });
    });
  });
}

interface PipelineEntry {
  stage: string;
  count: number;
  values: { currency: string; amount_minor: number; count: number }[];
}
