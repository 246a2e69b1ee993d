import { describe, expect, test } from 'vitest';
import { tenantStatement } from '../../src/db/scope.ts';
import type { Row, SubmitCalls } from './lab.ts';

/** Changes of what Meta has, in the states that allow them; a sample is kept by an address that lasts. */
export function describeEditing({ parley, update, rowOf, review, asked, submitted, sampleUrl }: SubmitCalls): void {
  describe('editing what Meta has', () => {
    test('replaces the content of a rejected template and submits it again', async () => {
      const row = await submitted();
      await review(row, 'REJECTED');
      const changed = { ...row, bodyOriginal: 'Good day {{name}}, we meet on {{day}}.' };
      expect((await update(changed)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
      expect(await asked('template.edit', 'Good day')).toHaveLength(1);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: changed.bodyOriginal });
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: changed.bodyOriginal });
    });

    test('of an approved one is refused as Meta refuses it, and leaves everything as it was', async () => {
      const row = await submitted();
      await review(row, 'APPROVED');
      expect((await update({ ...row, category: 'MARKETING' })).body).toMatchObject({
        ok: false,
        reason: 'template.not_editable',
      });
      expect((await update({ ...row, footer: 'One' })).body.ok).toBe(true);
      await review(row, 'APPROVED');
      const answer = await update({ ...row, footer: 'Two' });
      expect(answer).toMatchObject({ status: 200, body: { ok: false, reason: 'meta.rejected' } });
      expect(answer.body.error).toMatch(/once in 24 hours/);
      expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', footer: 'One' });
    });

    test.each(['PENDING', 'DISABLED'])('is not possible in the state %s', async (state) => {
      const row = await submitted();
      await review(row, state);
      expect((await update(row)).body).toMatchObject({ ok: false, reason: 'template.not_editable' });
    });
  });

  test('a sample that Meta shows is not kept by its short-lived address', async () => {
    const row = await submitted({ header: { type: 'image', link: `${sampleUrl()}/tea.jpg` } });
    await review(row, 'REJECTED');
    await parley().simulator.advance(3700);
    await parley().settle();
    const [stored] = await parley().db.tenant(parley().tenantId, componentsStatement, [row.id]);
    const handle = stored?.components[0]?.example?.header_handle?.[0] ?? '';
    expect(handle).toMatch(/^http/);
    // The simulator's address needs a token, so this one stands for it.
    const link = `${sampleUrl()}/at-meta.jpg`;
    await parley().db.tenant(parley().tenantId, replaceHandleStatement, [row.id, handle, link]);
    expect(await rowOf(row)).toMatchObject({ header: { link } });
    expect((await update({ ...((await rowOf(row)) as Row), footer: 'Canal Tea' })).body.ok).toBe(true);
    expect((await parley().db.tenant(parley().tenantId, componentsStatement, [row.id]))[0]?.own?.samples).toEqual([
      null,
    ]);
  });
}

const componentsStatement = tenantStatement<{
  components: { example?: { header_handle?: string[] } }[];
  own: { samples?: unknown[] } | null;
}>('test.components', 'select components, own from templates where tenant_id = $1 and id = $2');

const replaceHandleStatement = tenantStatement(
  'test.replace-handle',
  `update templates set own = null, components = replace(components::text, $3, $4)::json
   where tenant_id = $1 and id = $2`,
);
