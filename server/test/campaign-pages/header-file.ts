import { FormData } from 'undici';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTenant } from '../../src/modules/accounts/index.ts';
import { pdf, png } from '../media-samples.ts';
import type { CampaignPagesLab, Json } from './lab.ts';

/** A template whose header shows a picture takes it from an upload, an address or a column, and refuses what is none. */
export function describeHeaderFile(lab: CampaignPagesLab): void {
  const { draftOf, numbers, post, get, tryOut, launch, campaignOf, run } = lab;

  describe('a template whose header brings a file of its own', () => {
    const button = {
      text: '',
      url: null,
      phoneNumber: null,
      offerCode: null,
      flowId: null,
      flowAction: null,
      navigateScreen: null,
    };
    const end = '2027-04-01T10:00:00.000Z';
    let templateId: string;

    const uploadFile = async <Body = Json>(route: string, bytes: Buffer, type: string, kind?: string) => {
      const multipart = new FormData();
      if (kind) multipart.append('kind', kind);
      multipart.append('file', new File([new Uint8Array(bytes)], 'lamp.bin', { type }));
      return lab.admin.call<Body>('POST', route, { multipart });
    };
    const valuesOf = (media: Json, code = '', endsAt = end) => [
      { name: 'header_picture', fallback: '', ...media },
      { name: 'expiration_time_ms', from: 'text', value: endsAt, fallback: '' },
      { name: 'coupon_code', from: 'text', value: code, fallback: '' },
    ];
    const picture = async () =>
      (await uploadFile<{ path: string; url: string }>('/campaigns/media', png, 'image/png', 'image')).body;
    /** The first thing that speaks against a dry run. */
    const refusal = async (values: Json[]) => {
      const draftId = await draftOf([`+${numbers(1)[0]};Ann`], { templateId, values });
      const { status, body } = await post<{ message: string }>(`/drafts/${draftId}/dry-runs`);
      return [status, body.message];
    };

    beforeAll(async () => {
      const sample = (await uploadFile('/templates/samples', png, 'image/png')).body;
      const content = {
        header: { format: 'IMAGE', text: null, sample, parameter: 'header_picture' },
        body: 'A fifth off any lamp for you, this week only.',
        footer: null,
        buttons: [
          { ...button, kind: 'copy_code', offerCode: 'TEA20' },
          { ...button, kind: 'url', text: 'Shop', url: 'https://lamps.example' },
        ],
        cards: [],
        offer: { text: 'Ends soon', hasExpiration: true },
        expiryMinutes: null,
        securityAdvice: false,
        trackClicks: false,
        samples: [],
      };
      const json = { name: 'flash_sale', language: 'en', category: 'MARKETING', content };
      templateId = (await lab.admin.call<{ id: string }>('POST', '/templates', { json })).body.id;
      await lab.admin.call('POST', `/templates/${templateId}/submit`, { json: { category: 'MARKETING', content } });
      await lab.parley.simulator.call('POST', '/templates/flash_sale/review', { decision: 'APPROVED' });
      await lab.parley.settle();
    });

    test('one uploaded file goes to all, with the end and the code of the offer', async () => {
      const { body: choices } = await get<{ templates: (Json & { id: string })[] }>('/choices');
      expect(choices.templates.find(({ id }) => id === templateId)).toMatchObject({
        parameters: [
          { name: 'header_picture', kind: 'image', isOptional: false },
          { name: 'expiration_time_ms', kind: 'moment', isOptional: false },
          { name: 'coupon_code', kind: 'code', sample: 'TEA20', isOptional: true },
        ],
        preview: { offer: { text: 'Ends soon', endsAt: null } },
      });
      const { path: file, url } = await picture();
      const [one, two] = numbers(2) as [string, string];
      const values = valuesOf({ from: 'upload', value: file }, 'LAMP5');
      const dryRun = await tryOut(await draftOf([`${one};Ann`, `${two};Ben`], { templateId, values }));
      const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
      const shown = { headerMedia: { kind: 'image', url }, offer: { endsAt: end } };
      expect(page.recipients).toMatchObject([{ preview: shown }, { preview: shown }]);
      await launch(dryRun);
      await lab.parley.simulator.advance(10);
      const phones = await Promise.all([one, two].map((waId) => lab.parley.simulator.phone(waId)));
      const media = phones.map(([message]) => JSON.stringify(message).match(/"image":\{"id":"(\d+)"/)?.[1]);
      expect(media[0]).toMatch(/^\d+$/);
      expect(media[1]).toBe(media[0]);
      for (const phone of phones) expect(JSON.stringify(phone)).toContain('LAMP5');
      expect((await campaignOf(dryRun.id)).counters).toMatchObject({ delivered: 2, failed: 0 });
    });

    test('an address or a column brings it too; without a code the one of the template is sent', async () => {
      const [one, two] = numbers(2) as [string, string];
      const values = valuesOf({ from: 'column', value: 'Name' });
      const address = 'https://lamps.example/lamp.png';
      const dryRun = await tryOut(await draftOf([`${one};${address}`, `${two};no address`], { templateId, values }));
      expect(dryRun).toMatchObject({ pending: 1, skipped: { no_value: 1 }, warnings: [] });
      const { body: page } = await get<{ recipients: Json[] }>(`/dry-runs/${dryRun.id}/recipients`);
      expect(page.recipients[0]).toMatchObject({
        preview: { headerMedia: { kind: 'image', url: address }, buttons: [{ value: 'TEA20' }, {}] },
      });
    });

    test('an offer that has ended by then is warned of', async () => {
      const values = valuesOf({ from: 'text', value: 'https://lamps.example/lamp.png' }, '', '2027-03-26T09:00:00Z');
      expect(await tryOut(await draftOf([`${numbers(1)[0]};Ann`], { templateId, values }))).toMatchObject({
        warnings: [{ kind: 'offer_over' }],
      });
    });

    test('what is no file for it is refused before anything is tried', async () => {
      const other = await uploadFile<{ path: string }>('/campaigns/media', pdf, 'application/pdf', 'document');
      expect(other.status).toBe(201);
      expect(await refusal(valuesOf({ from: 'upload', value: other.body.path }))).toEqual([
        400,
        'The file for header_picture is of another kind: the header shows a picture.',
      ]);
      for (const value of ['', 'data/images/00000000-0000-4000-8000-000000000000.png', 'a\0b']) {
        expect(await refusal(valuesOf({ from: 'upload', value }))).toEqual([
          400,
          'Upload the file for header_picture.',
        ]);
      }
      for (const [bytes, type, kind] of [
        [pdf, 'application/pdf', 'image'],
        [png, 'image/png', 'video'],
        [Buffer.from('words'), 'image/png', 'image'],
      ] as const) {
        expect((await uploadFile('/campaigns/media', bytes, type, kind)).status).toBe(400);
      }
      expect((await uploadFile('/campaigns/media', png, 'image/png')).status).toBe(400);
    });

    test('a file of another workspace is one that is not there', async () => {
      const deps = { db: lab.parley.db, clock: lab.parley.clock };
      await createTenant(deps, { id: '4713', name: 'Pictures elsewhere' });
      const { path: file } = await picture();
      await run("update media set tenant_id = '4713' where path = $1", file);
      expect(await refusal(valuesOf({ from: 'upload', value: file }))).toEqual([
        400,
        'Upload the file for header_picture.',
      ]);
    });

    test('a template that needs products with each message is refused in words', async () => {
      await run(
        `insert into templates (tenant_id, id, waba_id, meta_id, name, language, category, sub_category, status, quality,
         parameter_format, components, created_at, updated_at)
       select tenant_id, '0123456789abcdef01234567', waba_id, '900000000000777', 'products', 'en', 'MARKETING', 'STANDARD',
         'APPROVED', 'UNKNOWN', 'POSITIONAL', $1, now(), now() from templates where id = $2`,
        JSON.stringify([
          { type: 'BODY', text: 'Lamps for you' },
          { type: 'BUTTONS', buttons: [{ type: 'MPM', text: 'See all' }] },
        ]),
        templateId,
      );
      const draftId = await draftOf([`${numbers(1)[0]};Ann`], { templateId: '0123456789abcdef01234567', values: [] });
      expect(await post(`/drafts/${draftId}/dry-runs`)).toMatchObject({
        status: 400,
        body: { message: 'The template "products" needs products with each message, which a campaign cannot bring.' },
      });
    });
  });
}
