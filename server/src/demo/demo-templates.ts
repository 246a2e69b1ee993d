import type { SimulatedTemplate } from '../simulator/simulator.ts';

/** The templates of the demo WABA, as Meta would list them. */
export const demoTemplates: readonly SimulatedTemplate[] = [
  {
    id: '900000000000001',
    name: 'welcome',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    quality_score: { score: 'GREEN' },
    components: [
      {
        type: 'BODY',
        text: 'Hello {{name}}, welcome to {{company}}.',
        example: {
          body_text_named_params: [
            { param_name: 'name', example: 'Sam' },
            { param_name: 'company', example: 'Sample Shop' },
          ],
        },
      },
    ],
  },
  {
    id: '900000000000002',
    name: 'order_update',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    quality_score: { score: 'GREEN' },
    components: [
      {
        type: 'BODY',
        text: 'Your order {{order_id}} is now {{status}}. We keep you posted.',
        example: {
          body_text_named_params: [
            { param_name: 'order_id', example: '1042' },
            { param_name: 'status', example: 'on its way' },
          ],
        },
      },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track order', url: 'https://shop.example.com/orders' }] },
    ],
  },
  {
    id: '900000000000003',
    name: 'promo',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    parameter_format: 'NAMED',
    quality_score: { score: 'GREEN' },
    components: [
      {
        type: 'HEADER',
        format: 'IMAGE',
        example: { header_handle: ['https://shop.example.com/images/autumn.jpg'] },
      },
      {
        type: 'BODY',
        text: 'Hi {{name}}, this week everything for the garden is {{discount}} off. See you in the shop!',
        example: {
          body_text_named_params: [
            { param_name: 'name', example: 'Sam' },
            { param_name: 'discount', example: '20 %' },
          ],
        },
      },
      { type: 'FOOTER', text: 'Reply STOP to opt out' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Tell me more' },
          { type: 'QUICK_REPLY', text: 'Stop' },
        ],
      },
    ],
  },
  {
    id: '900000000000004',
    name: 'otp',
    language: 'en',
    status: 'APPROVED',
    category: 'AUTHENTICATION',
    parameter_format: 'POSITIONAL',
    quality_score: { score: 'GREEN' },
    components: [
      {
        type: 'BODY',
        text: '*{{1}}* is your verification code.',
        add_security_recommendation: true,
        example: { body_text: [['123456']] },
      },
      { type: 'FOOTER', text: 'This code expires in 10 minutes.', code_expiration_minutes: 10 },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Copy code',
            url: 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}',
          },
        ],
      },
    ],
  },
  {
    id: '900000000000005',
    name: 'draft_note',
    language: 'en',
    status: 'PENDING',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    quality_score: { score: 'UNKNOWN' },
    components: [
      {
        type: 'BODY',
        text: 'Dear {{name}}, this note waits for its review.',
        example: { body_text_named_params: [{ param_name: 'name', example: 'Sam' }] },
      },
    ],
  },
];
