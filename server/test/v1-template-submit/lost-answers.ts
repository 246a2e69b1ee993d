import { describe, expect, test } from 'vitest';
import type { Json, SubmitCalls } from './lab.ts';

/** Submissions and edits of which Meta's answer is lost: whether they came to pass is found out. */
export function describeLostAnswers({ parley, draft, update, rowOf, review, asked, submitted }: SubmitCalls): void {
  describe('when the answer of Meta is lost', () => {
    const lose = (operation: string, outcome: Json, template?: string) =>
      parley().simulator.fault({ match: { operation, ...(template ? { template } : {}) }, outcome });

    test('a creation that came to pass is found', async () => {
      const row = await draft();
      await lose('template.create', { drop_answer: true }, row.elementName);
      expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
      expect(await asked('template.create', row.elementName)).toHaveLength(1);
    });

    test('what cannot be found out is told, and mended by the next synchronisation', async () => {
      const row = await draft();
      await lose('template.create', { drop_answer: true }, row.elementName);
      await lose('templates', { error: { code: 131016 } }, row.elementName);
      expect(await update(row)).toMatchObject({ status: 500, body: { reason: 'meta.unavailable' } });
      expect((await update(row)).body).toMatchObject({ ok: false, reason: 'template.busy' });
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({ status: 'PENDING' });
      await review(row, 'APPROVED');
      expect(await rowOf(row)).toMatchObject({ status: 'APPROVED' });
      expect(await asked('template.create', row.elementName)).toHaveLength(1);
    });

    test('a creation that did not come to pass is a draft again', async () => {
      const row = await draft();
      await lose('template.create', { error: { code: 2, http_status: 503 }, drop_answer: true }, row.elementName);
      await update(row);
      expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
      expect((await update(row)).body).toMatchObject({ ok: true, result: { status: 'PENDING' } });
    });

    test('an edit that came to pass is found', async () => {
      const row = await submitted();
      await review(row, 'REJECTED');
      // What Meta told in the moment of a look-up may be newer than what it lists.
      parley().clock.moveTo(parley().clock.nowMs() + 1);
      await lose('template.edit', { drop_answer: true }, row.elementName);
      expect((await update({ ...row, footer: 'Canal Tea' })).body).toMatchObject({
        ok: true,
        result: { status: 'PENDING', footer: 'Canal Tea' },
      });
    });
  });
}
