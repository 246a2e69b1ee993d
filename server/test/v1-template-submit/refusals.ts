import { describe, expect, test } from 'vitest';
import { createApiClient } from '../harness/api-client.ts';
import type { SubmitCalls } from './lab.ts';

/** Submissions that our rules, Meta or the scopes refuse: the draft stays as it was. */
export function describeRefusals({ parley, draft, update, rowOf, asked }: SubmitCalls): void {
  describe('refusals', () => {
    test("of Meta's rules change nothing and ask nobody", async () => {
      const row = await draft();
      const answer = await update({ ...row, bodyOriginal: 'Hello {{name}}' });
      expect(answer).toMatchObject({ status: 400, body: { ok: false, reason: 'template.invalid' } });
      expect((await update({ ...row, elementName: 'other' })).status).toBe(400);
      expect((await update({ ...row, language: { value: 'es' } })).status).toBe(400);
      expect(await rowOf(row)).toEqual(row);
      expect(await asked('template.create', row.elementName)).toEqual([]);
    });

    test('of Meta bring the draft back, with what Meta says', async () => {
      const row = await draft();
      await parley().simulator.fault({
        match: { operation: 'template.create', template: row.elementName },
        outcome: { error: { code: 100, error_subcode: 2388293, details: 'Too many variables.' } },
      });
      const answer = await update(row);
      expect(answer).toMatchObject({ status: 200, body: { ok: false, reason: 'meta.rejected' } });
      expect(answer.body.error).toContain('Too many variables.');
      expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
      expect((await update(row)).body.result.status).toBe('PENDING');
    });

    test('of an id that is unknown or of another workspace', async () => {
      const row = await draft();
      const unknown = { ok: false, error: 'Template not found.' };
      expect((await update({ ...row, id: 'f'.repeat(24) })).body).toMatchObject(unknown);
      const { token } = await parley().addTenant('100501');
      const other = createApiClient(`${parley().baseUrl}/100501`, token);
      expect((await other('POST', '/api/v1/templates/update', { json: row })).body).toMatchObject(unknown);
      const reader = await parley().addToken({ scopes: ['messagetemplate:read'] });
      const answer = await parley().api('POST', '/api/v1/templates/update', { json: row, token: reader });
      expect(answer.status).toBe(403);
      expect(await rowOf(row)).toEqual(row);
    });
  });
}
