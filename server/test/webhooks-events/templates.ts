import { describe, expect, it } from 'vitest';
import { type EventCalls, hex, type Json, place } from './lab.ts';

/** Reviews, qualities and categories of templates, told to both numbers of the account. */
export function describeTemplates({ parley, heardByAccount, tell, review }: EventCalls): void {
  describe('templates', () => {
    it('tell of every change of their review, with the numbers of WATI', async () => {
      const codes: unknown[] = [];
      for (const decision of ['PAUSED', 'DISABLED', 'REJECTED', 'PENDING', 'APPROVED']) {
        await review('welcome', decision);
        const [body] = await heardByAccount();
        codes.push([body?.oldTemplateStatus, body?.newTemplateStatus]);
        expect(body).toEqual({
          eventType: 'templateReviewed',
          templateId: expect.stringMatching(/^\d+$/),
          wabaId: '200200',
          templateName: 'welcome',
          watiTemplateId: expect.stringMatching(hex),
          oldTemplateStatus: expect.any(Number),
          newTemplateStatus: expect.any(Number),
          ...place,
        });
      }
      expect(codes).toEqual([
        [2, 7],
        [7, 6],
        [6, 3],
        [3, 1],
        [1, 2],
      ]);
      await review('welcome', 'APPROVED');
      expect(await heardByAccount()).toEqual([]);
    });

    it('tell of quality and category', async () => {
      const about = { message_template_name: 'promo', message_template_language: 'en' };
      await tell('message_template_quality_update', { ...about, new_quality_score: 'YELLOW' });
      await tell('message_template_quality_update', { ...about, new_quality_score: 'RED' });
      const told = await heardByAccount();
      expect(told.map((body) => [body.eventType, body.oldTemplateQuality, body.newTemplateQuality])).toEqual([
        ['templateQualityUpdated', expect.any(Number), 3],
        ['templateQualityUpdated', 3, 2],
      ]);
      await review('promo', 'UTILITY');
      expect(await heardByAccount()).toMatchObject([
        { eventType: 'templateCategoryUpdated', oldTemplateCategory: 'MARKETING', newTemplateCategory: 'UTILITY' },
      ]);
      await review('promo', 'MARKETING');
      await heardByAccount();
    });

    it('tell of what is done here: submitted, then approved, then deleted', async () => {
      const content = { elementName: 'told', category: 'UTILITY', language: 'en', body: 'Your table is ready.' };
      const made = await parley().api<{ result: Json }>('POST', '/api/v1/whatsApp/templates', { json: content });
      const sent = await parley().api('POST', '/api/v1/templates/update', { json: made.body.result });
      expect(sent.body).toMatchObject({ ok: true });
      await parley().settle();
      await review('told', 'APPROVED');
      await parley().settle();
      await parley().api('DELETE', '/api/v1/whatsApp/templates/200200/told');
      const told = await heardByAccount();
      expect(told.map((body) => [body.templateName, body.oldTemplateStatus, body.newTemplateStatus])).toEqual([
        ['told', 0, 1],
        ['told', 1, 2],
        ['told', 2, 4],
      ]);
    });
  });
}
