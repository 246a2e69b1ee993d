import type { SimulatedTemplate } from '../src/simulator/simulator.ts';

/** Templates of every kind and status that the tests of sends need. */
export const templates: SimulatedTemplate[] = [
  {
    id: '570000000000701',
    name: 'welcome',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hello {{name}}, welcome to {{company}}.' }],
  },
  {
    id: '570000000000702',
    name: 'promo',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Only {{1}} today, {{2}}!' },
      { type: 'FOOTER', text: 'Reply STOP' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Shop', url: 'https://shop.example.test/{{1}}' },
          { type: 'QUICK_REPLY', text: 'Later' },
        ],
      },
    ],
  },
  { id: '703', name: 'paused', language: 'en', status: 'PAUSED', category: 'UTILITY', components: [] },
  { id: '704', name: 'disabled', language: 'en', status: 'DISABLED', category: 'UTILITY', components: [] },
  { id: '705', name: 'pending', language: 'en', status: 'PENDING', category: 'UTILITY', components: [] },
];

export const named = (name: string, value: string) => ({ type: 'text', parameter_name: name, text: value });
export const positional = (value: string) => ({ type: 'text', text: value });
export const promoParts = [
  { type: 'header', parameters: [{ type: 'image', image: { link: 'https://files.example.test/a.jpg' } }] },
  { type: 'body', parameters: [positional('tea'), positional('Noor')] },
  { type: 'button', sub_type: 'url', index: '0', parameters: [positional('tea-9')] },
];
