import type { SimulatedTemplate } from '../src/simulator/simulator.ts';

const base = { language: 'en_US', status: 'APPROVED' } as const;
const card = {
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Green tea' },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'More', url: 'https://tea.example.test/{{1}}' }] },
  ],
};

/** The templates that the examples of the Cloud API contract send. */
export const contractTemplates: readonly SimulatedTemplate[] = [
  {
    ...base,
    id: '570000000000701',
    name: 'booking_confirmed',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hello {{1}}, see you on {{2}}.', example: { body_text: [['Noor', 'Friday 18.00']] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Details', url: 'https://stay.example.test/b/{{1}}' },
          { type: 'QUICK_REPLY', text: 'Cancel' },
        ],
      },
    ],
  },
  {
    ...base,
    id: '570000000000702',
    name: 'booking_reminder',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [{ type: 'BODY', text: 'Hi {{guest}}, your visit is tomorrow.' }],
  },
  {
    ...base,
    id: '570000000000703',
    name: 'signin_code',
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Copy code', url: 'https://www.whatsapp.com/otp/code/{{1}}' }],
      },
    ],
  },
  {
    ...base,
    id: '570000000000704',
    name: 'autumn_cards',
    category: 'MARKETING',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, two picks for you today.' },
      { type: 'CAROUSEL', cards: [card, card] },
    ],
  },
  {
    ...base,
    id: '570000000000705',
    name: 'flash_offer',
    category: 'MARKETING',
    components: [
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon', has_expiration: true } },
      { type: 'BODY', text: 'A fifth off any tea, this week only.' },
      { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE', example: 'TEA20' }] },
    ],
  },
  {
    ...base,
    id: '570000000000706',
    name: 'flash_news',
    category: 'MARKETING',
    components: [{ type: 'BODY', text: 'New tea has arrived.' }],
  },
];
