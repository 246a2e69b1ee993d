import { expect, test } from 'vitest';
import { toPreview } from '../../web/src/campaigns/preview.ts';

const template = {
  parameters: [],
  preview: {
    headerText: null,
    headerMedia: null,
    body: 'Hi {{name}}, {{city}}, {{plan}}, {{other}}',
    cards: [],
    offer: null,
  },
} as unknown as Parameters<typeof toPreview>[0];
const from = (name: string, value: string, fallback = '') => ({ name, from: 'attribute' as const, value, fallback });
const values = [from('name', 'name', 'friend'), from('city', 'town', 'you'), from('plan', 'phone')];

test.each([
  [{ name: 'Asha', phone: '4915', attributes: { town: 'Ulm' } }, 'Hi Asha, Ulm, 4915, {{other}}'],
  [{ name: null, phone: null, attributes: { town: ' ' } }, 'Hi friend, you, {{plan}}, {{other}}'],
  [undefined, 'Hi friend, you, {{plan}}, {{other}}'],
])('the message is shown with the values of %o, and fallbacks where these are empty', (person, body) => {
  expect(toPreview(template, values, { file: undefined, person }).body).toBe(body);
});
