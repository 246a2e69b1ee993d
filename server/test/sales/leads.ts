import { describe, expect, test } from 'vitest';
import { addFlow } from '../../src/modules/automation/index.ts';
import type { Lead, Move, SalesLab, Stage } from './lab.ts';

/** A contact goes through stages, and its history says who did what. */
export function describeLeads(lab: SalesLab): void {
  const { addContact, put, listStages, own, events } = lab;

  describe('leads', () => {
    test('a contact goes into a stage, by id, by label, and on', async () => {
      const phone = await addContact('Rafael Souza');
      const made = await put(`+${phone}`, {
        stage: 'new',
        value: '125000',
        currency: 'eur',
        ownerEmail: 'AGENT@demo.test',
      });
      expect(made).toMatchObject({
        status: 201,
        body: {
          contact: { phone, name: 'Rafael Souza' },
          stage: { label: 'New' },
          value: 125_000,
          currency: 'EUR',
          owner: { email: 'agent@demo.test' },
          closedAt: null,
        },
      });
      const won = (await listStages()).find(({ label }) => label === 'Won');
      const moved = await put(made.body.contact.id, { stageId: won?.id });
      expect(moved).toMatchObject({ status: 200, body: { stage: { kind: 'won' }, value: 125_000, currency: 'EUR' } });
      expect(moved.body.closedAt).toBe(moved.body.enteredAt);
      expect((await own<Lead>('GET', `/leads/${phone}`)).body).toEqual(moved.body);
    });

    test('the history says who did what, and the events too', async () => {
      const before = (await events()).length;
      const phone = await addContact();
      const { body } = await put(phone, { stage: 'New' });
      await put(phone, { stage: 'New' });
      await put(phone, { stage: 'New', ownerEmail: 'agent2@demo.test' });
      await put(phone, { stage: 'Proposal' });
      expect((await own('DELETE', `/leads/${phone}`)).status).toBe(204);
      const history = await own<{ moves: Move[]; nextCursor: null }>('GET', `/leads/${phone}/moves`);
      const lines = history.body.moves.map(({ kind, fromStage, stage }) => [
        kind,
        fromStage?.label ?? null,
        stage.label,
      ]);
      expect(lines).toEqual([
        ['removed', 'Proposal', 'Proposal'],
        ['moved', 'New', 'Proposal'],
        ['changed', 'New', 'New'],
        ['created', null, 'New'],
      ]);
      expect(history.body.moves[0]?.actor).toMatchObject({ kind: 'token', id: expect.any(String) });
      const told = (await events()).slice(before);
      expect(told.map(({ type, data }) => [type, data.stage])).toEqual([
        ['lead.stageChanged', 'New'],
        ['lead.changed', 'New'],
        ['lead.stageChanged', 'Proposal'],
        ['lead.removed', null],
      ]);
      expect(told.every(({ subject }) => subject === body.contact.id)).toBe(true);
      const pages: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { moves: Move[]; nextCursor: string | null } = (
          await own<typeof page>('GET', `/leads/${phone}/moves?limit=3&cursor=${cursor}`)
        ).body;
        pages.push(...page.moves.map(({ kind }) => kind));
        cursor = page.nextCursor;
      }
      expect(pages).toEqual(['removed', 'moved', 'changed', 'created']);
      expect(await own('GET', `/leads/${phone}`)).toMatchObject({ status: 404, body: { reason: 'lead.not_found' } });
      expect((await own('DELETE', `/leads/${phone}`)).status).toBe(404);
    });

    test('null takes away, and a value needs a currency', async () => {
      const phone = await addContact();
      expect(await put(phone, { stage: 'New', value: 100 })).toMatchObject({ status: 400 });
      await put(phone, { stage: 'New', value: 100, currency: 'USD', ownerEmail: 'agent@demo.test' });
      expect((await put(phone, { stage: 'New', currency: null })).status).toBe(400);
      const cleared = await put(phone, { stage: 'New', value: null, currency: null, ownerEmail: null });
      expect(cleared.body).toMatchObject({ value: null, currency: null, owner: null });
    });

    test.each([
      [{}, 400, 'request.invalid'],
      [{ stage: 'Nowhere' }, 404, 'stage.not_found'],
      [{ stage: '65f0c1a2b3d4e5f6012343a1' }, 404, 'stage.not_found'],
      [{ stage: 'New', value: -1, currency: 'EUR' }, 400, 'request.invalid'],
      [{ stage: 'New', value: 1.5, currency: 'EUR' }, 400, 'request.invalid'],
      [{ stage: 'New', currency: 'EURO' }, 400, 'request.invalid'],
      [{ stage: 'New', ownerEmail: 'nobody@demo.test' }, 404, 'operator.not_found'],
    ])('PUT %j is refused and stores nothing', async (json, status, reason) => {
      const phone = await addContact();
      expect(await put(phone, json)).toMatchObject({ status, body: { code: status, reason } });
      expect((await own('GET', `/leads/${phone}`)).status).toBe(404);
      expect((await own<{ moves: Move[] }>('GET', `/leads/${phone}/moves`)).body.moves).toEqual([]);
    });

    test('an unknown contact, or one of another workspace, is 404', async () => {
      const phone = await addContact();
      const { body } = await put(phone, { stage: 'New' });
      for (const target of [phone, body.contact.id]) {
        for (const [method, json] of [['GET'], ['PUT', { stage: 'New' }], ['DELETE']] as const) {
          const answer = await own(method, `/leads/${target}`, json, lab.foreign);
          expect(answer).toMatchObject({ status: 404, body: { reason: 'contact.not_found' } });
        }
      }
      expect((await put('not a target', { stage: 'New' })).status).toBe(404);
    });

    test('a stage with leads is not deleted, and one without is named by histories', async () => {
      const stage = (await own<Stage>('POST', '/lead-stages', { label: 'Tasting' })).body;
      const phone = await addContact();
      await put(phone, { stage: stage.id });
      const refused = await own('DELETE', `/lead-stages/${stage.id}`);
      expect(refused).toMatchObject({ status: 409, body: { reason: 'stage.in_use' } });
      await put(phone, { stage: 'Lost' });
      expect((await own('DELETE', `/lead-stages/${stage.id}`)).status).toBe(204);
      const { moves } = (await own<{ moves: Move[] }>('GET', `/leads/${phone}/moves`)).body;
      expect(moves[0]?.fromStage?.label).toBe('Tasting');
      expect((await put(phone, { stage: 'Tasting' })).status).toBe(404);
    });

    test('a chatbot puts the contact into a stage', async () => {
      const waId = '85255504001';
      await lab.parley.simulator.writeText(waId, 'Hi');
      await lab.parley.settle();
      const ctx = { tenantId: lab.parley.tenantId, actor: { kind: 'system' }, requestId: 'test' } as const;
      const nodes = [{ id: 'a', kind: 'leadStage', stage: 'qualified' }];
      const flow = await addFlow(lab.parley, ctx, {
        name: 'Qualify',
        status: 'active',
        definition: { start: 'a', nodes },
      });
      await lab.parley.api('POST', '/api/v1/chatbots/start', { query: { target: waId, chatbotId: flow?.id ?? '' } });
      await lab.parley.settle();
      expect((await own<Lead>('GET', `/leads/${waId}`)).body.stage.label).toBe('Qualified');
      const { moves } = (await own<{ moves: Move[] }>('GET', `/leads/${waId}/moves`)).body;
      expect(moves).toMatchObject([{ kind: 'created', actor: { kind: 'bot', id: flow?.id } }]);
    });

    test('a stage lists its leads by pages, the last that came first', async () => {
      const stage = (await own<Stage>('POST', '/lead-stages', { label: 'Queue' })).body;
      const phones: string[] = [];
      for (let index = 0; index < 5; index += 1) phones.push(await addContact());
      for (const phone of phones) {
        await put(phone, { stage: stage.id });
        lab.parley.clock.moveTo(lab.parley.clock.nowMs() + 1_000);
      }
      const seen: (string | null)[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { leads: Lead[]; nextCursor: string | null } = (
          await own<typeof page>('GET', `/leads?stage=queue&limit=2&cursor=${cursor}`)
        ).body;
        expect(page.leads.length).toBeLessThanOrEqual(2);
        seen.push(...page.leads.map((lead) => lead.contact.phone));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual([...phones].reverse());
      for (const query of ['', '?stage=queue&limit=0', '?stage=queue&limit=501', '?stage=queue&cursor=nonsense']) {
        expect((await own('GET', `/leads${query}`)).status, query).toBe(400);
      }
      for (const phone of phones) await own('DELETE', `/leads/${phone}`);
    });
  });
}
