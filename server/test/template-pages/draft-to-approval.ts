import { describe, expect, test } from 'vitest';
import { button, content, input, type Row, type TemplatePagesLab } from './lab.ts';

/** A draft is kept, submitted, approved or rejected, and comes back as it was written. */
export function describeDraftToApproval(lab: TemplatePagesLab): void {
  const { create, submit, review, detail } = lab;

  describe('from draft to approval', () => {
    test('a draft is kept, changed, submitted, approved and edited', async () => {
      const made = await create(input('story', {}, { language: 'pt-br' }));
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({
        status: 'DRAFT',
        language: 'pt_BR',
        canEdit: true,
        isOwnKind: true,
        campaigns: 0,
        lastCampaignAt: null,
        languages: [{ language: 'pt_BR', status: 'DRAFT' }],
        content: content(),
      });
      const { id } = made.body;
      const changed = input('story_two', { footer: 'Lamp shop', buttons: [button({ text: 'Thanks' })] });
      const saved = await lab.admin.call<Row>('PUT', `/templates/${id}`, { json: changed });
      expect(saved.body).toMatchObject({ name: 'story_two', language: 'en', content: { footer: 'Lamp shop' } });
      const submitted = await submit(id, { category: 'UTILITY', content: saved.body.content });
      expect(submitted.body).toMatchObject({ status: 'PENDING', canEdit: false });
      expect((await lab.admin.call('PUT', `/templates/${id}`, { json: changed })).status).toBe(412);
      await review('story_two', 'APPROVED');
      expect(await detail(id)).toMatchObject({ status: 'APPROVED', canEdit: true, content: saved.body.content });
      const again = await submit(id, { category: 'UTILITY', content: content({ footer: 'The lamp shop' }) });
      expect(again.body).toMatchObject({ status: 'PENDING', content: { footer: 'The lamp shop', buttons: [] } });
    });

    test('a rejection is told with its reason, and what is sent again waits again', async () => {
      const { id, content: kept } = (await create(input('doubtful'))).body;
      await submit(id, { category: 'UTILITY', content: kept });
      await review('doubtful', 'REJECTED', { reason: 'PROMOTIONAL' });
      expect(await detail(id)).toMatchObject({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL', canEdit: true });
      expect((await submit(id, { category: 'MARKETING', content: kept })).body).toMatchObject({
        status: 'PENDING',
        category: 'MARKETING',
        rejectedReason: null,
      });
    });

    test('addresses with a variable and with tracking come back as they were written', async () => {
      const url = button({ kind: 'url', text: 'Track', url: 'https://lamps.example/t/{{track}}' });
      const buttons = [url, button({ kind: 'phone_number', text: 'Call', phoneNumber: '+4915112345678' })];
      const samples = [
        { name: 'name', value: 'Mei' },
        { name: 'order', value: 'A-17' },
        { name: 'track', value: '99' },
      ];
      const { id, content: kept } = (await create(input('tracked', { buttons, samples, trackClicks: true }))).body;
      expect(kept).toMatchObject({ buttons, samples, trackClicks: true });
      await submit(id, { category: 'UTILITY', content: kept });
      expect((await detail(id)).content).toMatchObject({ buttons, samples, trackClicks: true });
    });

    test('an authentication template has the words of WhatsApp', async () => {
      const code = content({
        body: '',
        samples: [],
        securityAdvice: true,
        expiryMinutes: 5,
        buttons: [button({ kind: 'otp', text: 'Copy' })],
      });
      const made = await create(input('code', code, { category: 'AUTHENTICATION' }));
      expect(made.body).toMatchObject({ isOwnKind: true, content: { expiryMinutes: 5, securityAdvice: true } });
      expect(made.body.content.body).toMatch(/verification code/);
      expect((await submit(made.body.id, { category: 'AUTHENTICATION', content: made.body.content })).body.status).toBe(
        'PENDING',
      );
    });
  });
}
