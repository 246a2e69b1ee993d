import { describe, expect, test } from 'vitest';
import type { SubmitCalls } from './lab.ts';

/** A draft that is sent to review: what Meta is given, and what lists and sends make of it afterwards. */
export function describeSubmitting({
  parley,
  draft,
  update,
  rowOf,
  review,
  asked,
  submitted,
  send,
  sampleUrl,
}: SubmitCalls): void {
  describe('submitting a draft', () => {
    test('sends it to review as it was made, and the verdicts of Meta reach the list', async () => {
      const row = await submitted();
      const [call] = await asked('template.create', row.elementName);
      expect(call?.body).toEqual({
        name: row.elementName,
        language: 'en',
        category: 'UTILITY',
        parameter_format: 'NAMED',
        components: [
          {
            type: 'BODY',
            text: 'Hello {{name}}, see you on {{day}}.',
            example: {
              body_text_named_params: [
                { param_name: 'name', example: 'Mei' },
                { param_name: 'day', example: 'Friday' },
              ],
            },
          },
        ],
      });
      expect(await rowOf(row)).toMatchObject({ status: 'PENDING', bodyOriginal: row.bodyOriginal });
      expect((await send(row, [])).status).toBe(400);
      await review(row, 'REJECTED', 'PROMOTIONAL');
      expect(await rowOf(row)).toMatchObject({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL' });
      await review(row, 'APPROVED');
      expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', rejectedReason: null });
      await review(row, 'MARKETING');
      expect(await rowOf(row)).toMatchObject({ status: 'APPROVED', category: 'MARKETING' });
      const values = [
        { name: 'name', value: 'Noor' },
        { name: 'day', value: 'Monday' },
      ];
      expect((await send(row, values)).status).toBe(200);
      await parley().settle();
      expect((await parley().simulator.phone('85255501234')).at(-1)?.text).toContain('Hello Noor, see you on Monday.');
    });

    test('takes the changes of the row with it', async () => {
      const row = await draft();
      const bodyOriginal = 'Dear {{name}}, we meet on {{day}}.';
      const answer = await update({ ...row, bodyOriginal, footer: 'Canal Tea', category: 'MARKETING' });
      expect(answer.body).toMatchObject({
        ok: true,
        result: { status: 'PENDING', bodyOriginal, footer: 'Canal Tea', category: 'MARKETING' },
      });
      const { id, elementName, status, customParams } = await draft({ footer: 'Stays' });
      const least = await update({ id, elementName, status, customParams });
      expect(least.body).toMatchObject({ ok: true, result: { id, status: 'PENDING', footer: 'Stays' } });
      const numbered = await draft();
      const { body } = await update({ ...numbered, body: 'On {{2}} we see {{1}}.' });
      expect(body.result).toMatchObject({ bodyOriginal: 'On {{day}} we see {{name}}.' });
    });

    test('keeps names that Meta does not know, through the next synchronisation', async () => {
      const row = await submitted({
        body: 'Hello {{1}}, see you on {{2}}.',
        buttons: [{ type: 'url', parameter: { text: 'Open', url: 'https://t.example.com/{{code}}' } }],
        customParams: ['Name', 'Day', 'code'].map((name) => ({ paramName: name, paramValue: `a ${name}` })),
      });
      const [call] = await asked('template.create', row.elementName);
      expect(call?.body).toMatchObject({
        parameter_format: 'POSITIONAL',
        components: [
          { type: 'BODY', text: 'Hello {{1}}, see you on {{2}}.', example: { body_text: [['a Name', 'a Day']] } },
          {
            type: 'BUTTONS',
            buttons: [{ url: 'https://t.example.com/{{1}}', example: ['https://t.example.com/a code'] }],
          },
        ],
      });
      await review(row, 'APPROVED');
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({
        bodyOriginal: 'Hello {{Name}}, see you on {{Day}}.',
        customParams: row.customParams,
        buttons: row.buttons,
      });
      const values = [
        { name: 'code', value: 'c-7' },
        { name: 'day', value: 'Monday' },
        { name: 'Name', value: 'Noor' },
      ];
      expect((await send(row, values)).status).toBe(200);
      await parley().settle();
      expect((await parley().simulator.phone('85255501234')).at(-1)?.text).toContain('Hello Noor, see you on Monday.');
    });

    test('with a header declared variable lets each send bring its own file', async () => {
      const link = `${sampleUrl()}/tea.jpg`;
      const header = { type: 'image', link, headerParamMapping: { paramName: 'photo' } };
      const row = await submitted({ header });
      expect(row).toMatchObject({ header: { headerParamMapping: { paramName: 'photo' } } });
      await review(row, 'APPROVED');
      const photo = `${sampleUrl()}/mine.jpg`;
      const named = { photo, Name: 'Noor', day: 'Monday' };
      const parameters = Object.entries(named).map(([name, value]) => ({ name, value }));
      expect(await send(row, parameters)).toMatchObject({ status: 200, body: { result: true } });
      await parley().settle();
      const [sent] = await asked('messages', row.elementName);
      expect(sent?.body).toMatchObject({
        template: { components: [{ type: 'header', parameters: [{ type: 'image', image: { link: photo } }] }, {}] },
      });
    });

    test('uploads the sample of a header, and keeps its address', async () => {
      const link = `${sampleUrl()}/tea.jpg`;
      const row = await submitted({ header: { type: 'image', link } });
      const [call] = await asked('template.create', row.elementName);
      expect(call?.body).toMatchObject({
        components: [
          { type: 'HEADER', format: 'IMAGE', example: { header_handle: [expect.stringMatching(/^4::/)] } },
          {},
        ],
      });
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({ status: 'PENDING', header: { type: 2, link } });
      await review(row, 'APPROVED');
      const values = ['Noor', 'Monday'].map((value) => ({ name: '', value }));
      expect((await send(row, values)).status).toBe(200);
      await parley().settle();
      const [sent] = await asked('messages', row.elementName);
      expect(sent?.body).toMatchObject({
        template: {
          components: [{ type: 'header', parameters: [{ type: 'image', image: { id: expect.any(String) } }] }, {}],
        },
      });
      const card = (body: string) => ({
        header: { type: 'image', link },
        body,
        buttons: [{ type: 'quick_reply', parameter: { text: 'More' } }],
      });
      const cards = await submitted({ category: 'MARKETING', carouselCards: [card('Green'), card('Black')] });
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(cards)).toMatchObject({
        subCategory: 'CAROUSEL',
        carouselCards: [
          { body: 'Green', header: { link } },
          { body: 'Black', header: { link } },
        ],
      });
    });

    test.each(['/gone.jpg', '/notes.txt'])('with a sample at %s that cannot be used leaves the draft', async (path) => {
      const row = await draft({ header: { type: 'image', link: sampleUrl() + path } });
      expect(await update(row)).toMatchObject({ status: 400, body: { ok: false } });
      expect(await rowOf(row)).toMatchObject({ status: 'DRAFT' });
      expect(await asked('template.create', row.elementName)).toEqual([]);
    });

    test('makes an authentication template as Meta writes it', async () => {
      const row = await submitted({ category: 'AUTHENTICATION', expiresIn: 5, customParams: [] });
      await review(row, 'APPROVED');
      await parley().simulator.advance(3700);
      await parley().settle();
      expect(await rowOf(row)).toMatchObject({
        status: 'APPROVED',
        body: '*{{1}}* is your verification code.',
        footer: 'This code expires in 5 minutes.',
        customParams: [{ paramName: '1', paramValue: '123456' }],
      });
      expect((await send(row, [{ name: '1', value: '4711' }])).status).toBe(200);
    });
  });
}
