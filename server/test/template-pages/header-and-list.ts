import { FormData } from 'undici';
import { describe, expect, test } from 'vitest';
import { png } from '../media-samples.ts';
import { input, type Json, type Page, type TemplatePagesLab } from './lab.ts';

/** A header takes a sample file; the list puts languages together, filters, searches and pages; deleting takes one or all. */
export function describeHeaderAndList(lab: TemplatePagesLab): void {
  const { upload, create, submit, review, list, detail } = lab;

  describe('a media header', () => {
    test('takes an uploaded sample, which every send then brings', async () => {
      const { status, body: sample } = await upload(png, 'image/png');
      expect(status).toBe(201);
      expect(sample).toMatchObject({ link: null, fileName: 'lamp.png' });
      const header = { format: 'IMAGE', text: null, sample, parameter: null };
      const { id, content: kept } = (await create(input('with_picture', { header }))).body;
      expect(kept.header).toEqual(header);
      await submit(id, { category: 'UTILITY', content: kept });
      await review('with_picture', 'APPROVED');
      const sent = await lab.parley.api('POST', '/api/v1/sendTemplateMessage', {
        query: { whatsappNumber: '447901112777' },
        json: {
          template_name: 'with_picture',
          broadcast_name: 'b',
          parameters: [
            { name: 'name', value: 'Iris' },
            { name: 'order', value: 'B-1' },
          ],
        },
      });
      expect(sent.body).toMatchObject({ result: true });
      await lab.parley.settle();
      expect(JSON.stringify(await lab.parley.simulator.phone('447901112777'))).toContain(
        'your order B-1 is on its way',
      );
    });

    test('refuses what is no sample', async () => {
      expect((await upload(Buffer.from('words'), 'text/plain')).body).toMatchObject({ reason: 'media.type_forbidden' });
      expect((await upload(Buffer.from('words'), 'image/png')).status).toBe(400);
      expect((await lab.admin.call('POST', '/templates/samples', { multipart: new FormData() })).status).toBe(400);
    });
  });

  describe('the list', () => {
    test('puts languages together, filters, searches names and texts, and is paged', async () => {
      await create(input('grouped', { body: 'Grüezi from the shop to you', samples: [] }, { language: 'de' }));
      await create(input('grouped', {}, { language: 'en' }));
      const languagesOf = ({ groups }: Page) =>
        groups.map(({ name, templates }) => [name, templates.map((t) => t.language)]);
      expect(languagesOf(await list({ search: 'GROUP' }))).toEqual([['grouped', ['de', 'en']]]);
      expect(languagesOf(await list({ search: 'grüezi' }))).toEqual([['grouped', ['de']]]);
      expect(languagesOf(await list({ search: 'grouped', language: 'EN' }))).toEqual([['grouped', ['en']]]);
      expect(languagesOf(await list({ search: 'grouped', status: 'approved,PAUSED' }))).toEqual([]);
      expect(languagesOf(await list({ search: 'grouped', category: 'marketing' }))).toEqual([]);
      expect(languagesOf(await list({ search: 'grouped', quality: 'green' }))).toEqual([]);
      const all = await list({ limit: '100' });
      const first = await list({ limit: '2' });
      expect(first.groups).toEqual(all.groups.slice(0, 2));
      const names = first.groups.map(({ name }) => name);
      for (let cursor = first.nextCursor; cursor !== null; ) {
        const page = await list({ limit: '2', cursor });
        names.push(...page.groups.map(({ name }) => name));
        cursor = page.nextCursor;
      }
      expect(names).toEqual(all.groups.map(({ name }) => name));
      expect(all.statuses).toContainEqual({ value: 'DRAFT', count: expect.any(Number) });
      expect((await lab.admin.call('GET', '/templates', { query: { cursor: 'nonsense' } })).status).toBe(400);
    });

    test('is read again from WhatsApp, and says what one can choose from', async () => {
      expect((await lab.admin.call('POST', '/templates/sync')).body).toMatchObject({ complete: true, deleted: 0 });
      const { body } = await lab.admin.call<{ accounts: Json[]; languages: string[] }>('GET', '/templates/options');
      expect(body.accounts[0]).toMatchObject({ channels: ['Main', 'Second'] });
      expect(body.languages).toContain('pt_BR');
    });
  });

  describe('deleting', () => {
    test('takes one language or all of a name', async () => {
      const en = (await create(input('short_lived'))).body;
      const de = (await create(input('short_lived', {}, { language: 'de' }))).body;
      const fr = (await create(input('short_lived', {}, { language: 'fr' }))).body;
      expect((await lab.admin.call('DELETE', `/templates/${fr.id}`)).status).toBe(204);
      expect((await detail(en.id)).languages).toMatchObject([{ language: 'de' }, { language: 'en' }]);
      await submit(en.id, { category: 'UTILITY', content: en.content });
      await lab.admin.call('DELETE', `/templates/${de.id}`, { query: { languages: 'all' } });
      expect((await detail(en.id)).status).toBe('DELETED');
      expect(await list({ search: 'short_lived' })).toMatchObject({ groups: [] });
      expect((await list({ search: 'short_lived', status: 'DELETED' })).groups).toHaveLength(1);
      expect((await create(input('short_lived'))).body).toMatchObject({ reason: 'template.name_taken' });
    });
  });
}
