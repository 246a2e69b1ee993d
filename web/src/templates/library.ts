import { newButton, noContent } from './draft.ts';
import type { Content, ContentButton } from './template-queries.ts';

export interface LibraryEntry {
  /** Also the name that it suggests. */
  readonly key: string;
  readonly title: string;
  readonly category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  readonly content: Content;
}

type Samples = Readonly<Record<string, string>>;

function write(body: string, samples: Samples, more: Partial<Content> = {}): Content {
  return { ...noContent, body, samples: Object.entries(samples).map(([name, value]) => ({ name, value })), ...more };
}

function title(text: string): Content['header'] {
  return { format: 'TEXT', text, sample: null, parameter: null };
}

const reply = (text: string): ContentButton => ({ ...newButton('quick_reply'), text });
const link = (text: string, url: string): ContentButton => ({ ...newButton('url'), text, url });

/** Templates to begin with, which keep WhatsApp's rules and read well. */
export const library: readonly LibraryEntry[] = [
  {
    key: 'order_confirmed',
    title: 'Order confirmed',
    category: 'UTILITY',
    content: write(
      'Hello {{name}}, thank you for your order {{order_number}} over {{total}}. We will write again when it leaves us.',
      { name: 'Mei', order_number: 'A-1042', total: '€ 48.90', order: 'A-1042' },
      { header: title('Order confirmed'), buttons: [link('See the order', 'https://example.com/orders/{{order}}')] },
    ),
  },
  {
    key: 'order_shipped',
    title: 'Order on its way',
    category: 'UTILITY',
    content: write(
      'Good news, {{name}}: your order {{order_number}} is on its way. {{carrier}} expects to deliver it on {{delivery_day}} during the day.',
      {
        name: 'Mei',
        order_number: 'A-1042',
        carrier: 'DHL',
        delivery_day: 'Friday, 14 March',
        parcel: '00340434161094',
      },
      { buttons: [link('Follow the parcel', 'https://example.com/track/{{parcel}}')] },
    ),
  },
  {
    key: 'appointment_reminder',
    title: 'Appointment reminder',
    category: 'UTILITY',
    content: write(
      'Hello {{name}}, this is a reminder of your appointment on {{day}} at {{time}} with {{person}}. Will you be there?',
      { name: 'Mei', day: 'Friday, 14 March', time: '10:30', person: 'Dr. Weber' },
      { buttons: [reply('Yes, I will come'), reply('Another time please')] },
    ),
  },
  {
    key: 'payment_reminder',
    title: 'Payment reminder',
    category: 'UTILITY',
    content: write(
      'Hello {{name}}, your invoice {{invoice}} over {{amount}} was due on {{due_day}}. If you have paid meanwhile, please take no notice of this message.',
      { name: 'Mei', invoice: '2025-0113', amount: '€ 120.00', due_day: '1 March', pay: '2025-0113' },
      {
        buttons: [
          link('Pay now', 'https://example.com/pay/{{pay}}'),
          { ...newButton('phone_number'), text: 'Call us', phoneNumber: '+4930123456' },
        ],
      },
    ),
  },
  {
    key: 'feedback_request',
    title: 'Ask how it went',
    category: 'UTILITY',
    content: write(
      'Hello {{name}}, we have closed your request {{ticket}}. How did we do? Your answer helps us to get better.',
      { name: 'Mei', ticket: '#5521' },
      { buttons: [reply('Very well'), reply('It was all right'), reply('Not well')] },
    ),
  },
  {
    key: 'conversation_resume',
    title: 'Go on with a chat',
    category: 'UTILITY',
    content: write(
      'Hello {{name}}, this is {{agent}} of Example Shop. You had asked us about {{topic}}, and we now have an answer. May we write to you here?',
      { name: 'Mei', agent: 'Ana', topic: 'your refund' },
      { buttons: [reply('Yes, please'), reply('No longer needed')] },
    ),
  },
  {
    key: 'welcome_offer',
    title: 'Welcome offer',
    category: 'MARKETING',
    content: write(
      'Welcome to Example Shop, {{name}}! As a thank you, your first order is {{percent}} cheaper until {{last_day}}. Use the code below when you pay.',
      { name: 'Mei', percent: '10%', last_day: '31 March' },
      {
        footer: 'Reply STOP to stop these messages',
        buttons: [
          { ...newButton('copy_code'), offerCode: 'WELCOME10' },
          link('Look around', 'https://example.com/shop'),
        ],
      },
    ),
  },
  {
    key: 'flash_offer',
    title: 'Offer that ends',
    category: 'MARKETING',
    content: write(
      'Only this week, {{name}}: {{percent}} off everything in our shop. Copy the code and use it when you pay.',
      { name: 'Mei', percent: '20%' },
      {
        offer: { text: 'Ends soon', hasExpiration: true },
        buttons: [{ ...newButton('copy_code'), offerCode: 'WEEK20' }, link('Look around', 'https://example.com/shop')],
      },
    ),
  },
  {
    key: 'back_in_stock',
    title: 'Back in stock',
    category: 'MARKETING',
    content: write(
      'Hello {{name}}, {{product}} is back. You had asked us to tell you, so you are among the first to know.',
      { name: 'Mei', product: 'the brass desk lamp', item: 'brass-desk-lamp' },
      {
        footer: 'Reply STOP to stop these messages',
        buttons: [link('Have a look', 'https://example.com/items/{{item}}')],
      },
    ),
  },
  {
    key: 'event_invitation',
    title: 'Invitation',
    category: 'MARKETING',
    content: write(
      'Dear {{name}}, we would love to see you at {{event}} on {{day}} at {{time}}. Shall we keep a seat for you?',
      { name: 'Mei', event: 'our spring evening', day: 'Friday, 14 March', time: '19:00' },
      {
        header: title('You are invited'),
        footer: 'Reply STOP to stop these messages',
        buttons: [reply('Yes, keep a seat'), reply('Not this time')],
      },
    ),
  },
  {
    key: 'sign_in_code',
    title: 'One-time code',
    category: 'AUTHENTICATION',
    content: {
      ...noContent,
      securityAdvice: true,
      expiryMinutes: 10,
      buttons: [{ ...newButton('otp'), text: 'Copy code' }],
    },
  },
];
