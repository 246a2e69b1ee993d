import { describe, expect, test } from 'vitest';
import { createOperator, createTenant, setPassword } from '../../src/modules/accounts/index.ts';
import { password, signIn } from '../inbox-lab.ts';
import { content, input, type Json, type Page, type TemplatePagesLab } from './lab.ts';

/** What is broken, taken, foreign or not permitted is refused and stores nothing; the check alone stores nothing either. */
export function describeRefusals(lab: TemplatePagesLab): void {
  const { list, create, submit, detail } = lab;

  describe('refusals', () => {
    test('a broken rule stores nothing, a taken name and a foreign account are refused', async () => {
      const before = (await list()).statuses;
      expect(await create(input('Bad Name'))).toMatchObject({ status: 400, body: { reason: 'template.invalid' } });
      expect(await create(input('fine', { samples: [] }))).toMatchObject({ status: 400 });
      expect(await create(input('fine', {}, { wabaId: '12345' }))).toMatchObject({ status: 404 });
      const one = (await create(input('taken_one'))).body;
      expect(await create(input('taken_one'))).toMatchObject({ status: 409, body: { reason: 'template.name_taken' } });
      await create(input('taken_two'));
      expect(await lab.admin.call('PUT', `/templates/${one.id}`, { json: input('taken_two') })).toMatchObject({
        status: 409,
      });
      expect((await list()).statuses.find(({ value }) => value === 'DRAFT')?.count).toBe(
        (before.find(({ value }) => value === 'DRAFT')?.count ?? 0) + 2,
      );
    });

    test('WhatsApp says no: the draft stays, with its words', async () => {
      const { id, content: kept } = (await create(input('faulty'))).body;
      const outcome = { error: { code: 100 } };
      await lab.parley.simulator.call('POST', '/faults', {
        match: { operation: 'template.create' },
        outcome,
        times: 1,
      });
      expect(await submit(id, { category: 'UTILITY', content: kept })).toMatchObject({
        status: 502,
        body: { reason: 'meta.rejected' },
      });
      expect((await detail(id)).status).toBe('DRAFT');
    });

    test('without the permission, and from another workspace', async () => {
      const { id } = (await create(input('mine'))).body;
      const agent = await signIn(lab.parley, 'agent@demo.test');
      expect((await agent.call('GET', `/templates/${id}`)).status).toBe(200);
      const tenantId = '4711';
      const deps = { db: lab.parley.db, clock: lab.parley.clock };
      await createTenant(deps, { id: tenantId, name: 'Foreign' });
      await createOperator(deps, tenantId, { email: 'far@else.test', name: 'Far', role: 'administrator' });
      await setPassword(deps, tenantId, 'far@else.test', password);
      const far = await signIn(lab.parley, 'far@else.test');
      expect((await far.call<Page>('GET', '/templates')).body.groups).toEqual([]);
      const change = { category: 'UTILITY', content: content() };
      for (const [method, path, json] of [
        ['PUT', `/${id}`, input('mine')],
        ['DELETE', `/${id}`, undefined],
        ['POST', `/${id}/submit`, change],
      ] as const) {
        const call = json ? { json } : {};
        expect((await agent.call(method, `/templates${path}`, call)).status).toBe(403);
        expect((await far.call(method, `/templates${path}`, call)).status).toBe(404);
      }
      for (const path of ['', '/check', '/sync']) {
        expect((await agent.call('POST', `/templates${path}`, { json: input('mine') })).status).toBe(403);
      }
      expect((await far.call('GET', `/templates/${id}`)).status).toBe(404);
      expect((await far.call('POST', '/templates', { json: input('mine') })).status).toBe(404);
      expect((await detail(id)).status).toBe('DRAFT');
    });
  });

  describe('the check', () => {
    test('over HTTP answers what WhatsApp would get, and stores nothing', async () => {
      const { status, body } = await lab.admin.call<Json>('POST', '/templates/check', { json: input('never_kept') });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        problems: [],
        variables: ['name', 'order'],
        meta: { name: 'never_kept', language: 'en', parameter_format: 'NAMED' },
      });
      expect(await list({ search: 'never_kept' })).toMatchObject({ groups: [] });
    });
  });
}
