import { describe, expect, test } from 'vitest';
import { png } from '../media-samples.ts';
import { button, content, input, type Json, type TemplatePagesLab } from './lab.ts';

/** The two kinds of marketing templates with parts of their own: cards, and an offer that ends. */
export function describeCarouselAndOffer(lab: TemplatePagesLab): void {
  const { upload, create, submit, review, detail, list } = lab;

  describe('a carousel', () => {
    const card = async (item: string): Promise<Json> => ({
      header: { format: 'IMAGE', text: null, sample: (await upload(png, 'image/png')).body, parameter: null },
      body: `The ${item} lamp for {{price}} only`,
      buttons: [button({ kind: 'url', text: 'See it', url: `https://lamps.example/${item}/{{visit}}` })],
    });
    const samples = [
      { name: 'name', value: 'Mei' },
      { name: 'price', value: '€ 40' },
      { name: 'visit', value: 'v1' },
    ];

    test('comes back as it was written, is approved, sent, and shown with its cards', async () => {
      const cards = [await card('brass'), await card('glass')];
      const body = 'Two lamps for {{name}}, picked for you today.';
      const made = await create(input('lamps', { body, cards, samples }, { category: 'MARKETING' }));
      expect(made.body).toMatchObject({ subCategory: 'CAROUSEL', isOwnKind: true, canEdit: true });
      expect(made.body.content).toEqual(content({ body, cards, samples }));
      const { id } = made.body;
      expect((await submit(id, { category: 'MARKETING', content: made.body.content })).body.status).toBe('PENDING');
      await review('lamps', 'APPROVED');
      expect(await detail(id)).toMatchObject({ status: 'APPROVED', isOwnKind: true, content: { cards, samples } });
      const people = '447901112701';
      const parameters = [
        { name: 'name', value: 'Iris' },
        { name: 'price', value: '€ 35' },
        { name: 'visit', value: 'v2' },
      ];
      const sent = await lab.parley.api('POST', '/api/v1/sendTemplateMessage', {
        query: { whatsappNumber: people },
        json: { template_name: 'lamps', broadcast_name: 'b', parameters },
      });
      expect(sent.body).toMatchObject({ result: true });
      await lab.parley.settle();
      const phone = JSON.stringify(await lab.parley.simulator.phone(people));
      expect(phone).toContain('The glass lamp for € 35 only');
      expect(phone).toContain('https://lamps.example/brass/v2');
      const { body: found } = await lab.admin.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
        query: { view: 'all', search: people },
      });
      const thread = await lab.admin.call('GET', `/inbox/conversations/${found.conversations[0]?.id}/timeline`);
      expect(JSON.stringify(thread.body)).toContain('The brass lamp for € 35 only');
    });

    test('one of too few or unlike cards is refused, each fault at its card', async () => {
      const plain = await card('brass');
      const other = { ...(await card('glass')), body: '' };
      const find = async (cards: Json[]) => {
        const { body } = await lab.admin.call<{ problems: { field: string; rule: string; severity: string }[] }>(
          'POST',
          '/templates/check',
          { json: input('lamps_two', { body: 'Two lamps for you today.', cards, samples }, { category: 'MARKETING' }) },
        );
        return body.problems.map(({ field, rule }) => `${field} ${rule}`);
      };
      expect(await find([plain])).toEqual(['cards carousel.cards']);
      expect(await find([plain, other])).toEqual(['cards carousel.same_shape']);
      const empty = { header: null, body: 'x'.repeat(161), buttons: [button({})] };
      expect(await find([plain, empty])).toEqual([
        'cards.1.header carousel.card_header',
        'cards.1.body body.length',
        'cards.1.buttons.0 buttons.text',
      ]);
      const three = { ...plain, buttons: [1, 2, 3].map((n) => button({ text: `Reply ${n}` })) };
      expect(await find([three, three])).toEqual(['cards.0.buttons buttons.count', 'cards.1.buttons buttons.count']);
      const numbered = { ...plain, body: 'The lamp for {{1}} only' };
      expect(await find([numbered, numbered])).toContain('cards.0.body lint.card_numbers');
      expect(await create(input('lamps_two', { cards: [plain], samples }))).toMatchObject({ status: 400 });
      expect(await list({ search: 'lamps_two' })).toMatchObject({ groups: [] });
    });
  });

  describe('a limited-time offer', () => {
    const offer = { text: 'Ends soon', hasExpiration: true };
    const buttons = [
      button({ kind: 'copy_code', offerCode: 'TEA20' }),
      button({ kind: 'url', text: 'Shop', url: 'https://lamps.example' }),
    ];
    const body = 'A fifth off any lamp for you, this week only.';

    test('is written, approved, and sent with its end', async () => {
      const made = await create(input('flash', { body, buttons, offer, samples: [] }, { category: 'MARKETING' }));
      expect(made.body).toMatchObject({
        subCategory: 'LIMITED_TIME_OFFER',
        isOwnKind: true,
        content: { offer, buttons },
      });
      await submit(made.body.id, { category: 'MARKETING', content: made.body.content });
      await review('flash', 'APPROVED');
      const people = '447901112702';
      const sent = await lab.parley.api('POST', '/api/v1/sendTemplateMessage', {
        query: { whatsappNumber: people },
        json: {
          template_name: 'flash',
          broadcast_name: 'b',
          parameters: [{ name: 'expiration_time_ms', value: '2031-04-05T06:07:00Z' }],
        },
      });
      expect(sent.body).toMatchObject({ result: true });
      await lab.parley.settle();
      expect(JSON.stringify(await lab.parley.simulator.phone(people))).toContain('TEA20');
      const { body: found } = await lab.admin.call<{ conversations: { id: string }[] }>('GET', '/inbox/conversations', {
        query: { view: 'all', search: people },
      });
      const thread = await lab.admin.call('GET', `/inbox/conversations/${found.conversations[0]?.id}/timeline`);
      expect(JSON.stringify(thread.body)).toContain('"offer":{"text":"Ends soon","endsAt":"2031-04-05T06:07:00.000Z"}');
    });

    test('keeps the rules of WhatsApp, and is told what its reviewers want', async () => {
      const problems = async (rest: Json, category = 'MARKETING') =>
        (
          await lab.admin.call<{ problems: { field: string; rule: string }[] }>('POST', '/templates/check', {
            json: input('flash_two', { body, buttons, offer, samples: [], ...rest }, { category }),
          })
        ).body.problems.map(({ field, rule }) => `${field} ${rule}`);
      expect(await problems({})).toEqual([]);
      expect(await problems({}, 'UTILITY')).toEqual(['offer offer.category']);
      expect(await problems({ offer: { text: 'More than sixteen', hasExpiration: false } })).toEqual([
        'offer offer.text',
      ]);
      expect(await problems({ footer: 'Small print' })).toEqual(['content offer.footer']);
      expect(await problems({ body: 'long '.repeat(125) })).toEqual(['body body.length']);
      expect(await problems({ buttons: [] })).toEqual(['offer lint.offer_code']);
    });
  });
}
