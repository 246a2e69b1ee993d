import { describe, expect, test } from 'vitest';
import { schemaFaults } from './cloud-schemas.ts';
import { text, useSimulatorLabs } from './simulator-lab.ts';

const labs = useSimulatorLabs();
const person = '15550142001';
const utility = { category: 'utility' };

const interactive = (more: Record<string, unknown>) => ({
  messaging_product: 'whatsapp',
  to: person,
  type: 'interactive',
  interactive: { body: { text: 'Your parcel comes on Friday.' }, ...more },
  ...utility,
});
const buttons = interactive({
  type: 'button',
  action: { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'Fine' } }] },
});
const list = interactive({
  type: 'list',
  action: { button: 'See', sections: [{ rows: [{ id: '1', title: 'Friday' }] }] },
});
const link = { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://shop.example.test/1' } };

describe('Direct Send', () => {
  test.each([
    ['a text', text(person, 'Your parcel comes on Friday.', utility)],
    ['reply buttons', buttons],
    ['a button with a link', interactive({ type: 'cta_url', action: link })],
  ])('reaches a person who never wrote, priced as utility: %s', async (_kind, body) => {
    const lab = await labs.open();
    const answer = await lab.send(body);
    expect(answer.status).toBe(200);
    expect(schemaFaults('SendMessageResponse', answer.body)).toEqual([]);
    await lab.advance(0);
    const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' };
    expect(lab.statuses()).toMatchObject([
      { status: 'sent', pricing },
      { status: 'delivered', pricing },
    ]);
  });

  test.each([
    ['another category', text(person, 'Hi', { category: 'marketing' }), /category must be one of/],
    ['a list', list, /type list cannot have a category/],
    ['a picture', { ...text(person, ''), type: 'image', image: { link: 'https://x.test/a.jpg' }, ...utility }, /image/],
    ['a long text', text(person, 'x'.repeat(1025), utility), /at most 1024 characters/],
  ])('refuses %s', async (_kind, body, message) => {
    const lab = await labs.open();
    const answer = await lab.send(body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(message);
  });

  test('without the category the window counts', async () => {
    const lab = await labs.open();
    await lab.send(text(person, 'Your parcel comes on Friday.'));
    await lab.advance(0);
    expect(lab.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }]);
  });
});
