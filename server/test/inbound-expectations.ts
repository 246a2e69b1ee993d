import { expect } from 'vitest';
import type { Json } from './intake-lab.ts';

/** What becomes of one inbound message. */
export interface Expected {
  /** Of the stored row. */
  readonly type: string;
  readonly text: string | null;
  /** Part of the stored content; null: none. */
  readonly content: Json | null;
  /** Part of the `message` webhook; null: customers are not told. */
  readonly webhook: Json | null;
  /** The example of the contract that has the same keys. */
  readonly example: string;
}

const quiet = { listReply: null, interactiveButtonReply: null, buttonReply: null, messageContact: null };
const plain = (text: string, webhook: Json = {}, content: Json = { body: text }): Expected => ({
  type: 'text',
  text,
  content,
  webhook: { type: 'text', text, data: null, ...quiet, ...webhook },
  example: 'text',
});
const file = (type: string, folder: string, extension: string, more: { text?: string; content: Json }): Expected => ({
  type,
  text: more.text ?? null,
  content: more.content,
  webhook: {
    type,
    text: more.text ?? null,
    data: expect.stringMatching(
      new RegExp(
        `^http://127\\.0\\.0\\.1:\\d+/100100/api/file/showFile\\?fileName=data/${folder}/[0-9a-f-]{36}\\.${extension}$`,
      ),
    ),
    ...quiet,
  },
  example: type,
});
const placeholder = (type: string, data: Json): Expected => ({
  type,
  text: null,
  content: data,
  webhook: { type: 'media_placeholder', text: null, data: { type, ...data }, ...quiet },
  example: 'location',
});
const untold = (type: string, text: string | null, content: Json): Expected => ({
  type,
  text,
  content,
  webhook: null,
  example: 'text',
});
const quote = 'wamid.SIMAAAA0007';

/** By the name of the fixture under fixtures/inbound. */
export const expectedOfFixtures: Record<string, Expected> = {
  text: plain('Is the shop open?', {
    replyContextId: '',
    forwarded: false,
    frequentlyForwarded: false,
    sourceId: null,
  }),
  text_username_user_without_phone: plain('No phone number is shared here', {
    waId: null,
    bsuid: 'GB.Fixture01',
    username: '@noor01',
  }),
  text_reply: plain('That one', { replyContextId: quote }),
  text_forwarded: plain('fwd', { forwarded: true, frequentlyForwarded: false }, { forwarded: true }),
  text_frequently_forwarded: plain('chain note', { forwarded: true, frequentlyForwarded: true }),
  text_about_product: plain('In stock?', { replyContextId: quote }),
  text_from_ad: plain(
    'Hi, I saw your ad',
    { sourceId: '580000000000801', sourceUrl: 'https://fb.example.test/a' },
    { referral: { source_type: 'ad', headline: 'Tea', ctwa_clid: 'SIMCLID', welcome_message: { text: 'Ask us' } } },
  ),
  text_unicode: plain('Déjà vu / 你好 👋🏽 <b>&amp; "quoted" \\u0041 \u2028 end', { senderName: 'Zoë 李 🌱' }),
  image: file('image', 'images', 'jpe?g', { text: 'my cup', content: { id: '540000000000411' } }),
  video: file('video', 'videos', 'mp4', { content: { mime_type: 'video/mp4' } }),
  audio: file('audio', 'audios', 'mp3', { content: { mime_type: 'audio/mpeg' } }),
  voice: file('voice', 'audios', '(ogg|oga|opus)', { content: { voice: true } }),
  document: file('document', 'documents', 'pdf', { text: 'id.pdf', content: { filename: 'id.pdf' } }),
  sticker: file('sticker', 'stickers', 'webp', { content: { animated: false } }),
  location: {
    type: 'location',
    text: null,
    content: { latitude: 52.37, longitude: 4.89, url: 'https://dam.example.test' },
    webhook: { data: { latitude: 52.37, longitude: 4.89, name: 'Dam', address: 'Dam 1' }, ...quiet },
    example: 'location',
  },
  contacts: {
    type: 'contacts',
    text: null,
    content: { contacts: [{ name: { formatted_name: 'Ola Wren' } }] },
    webhook: {
      data: null,
      ...quiet,
      messageContact: [
        {
          name: { formatted_name: 'Ola Wren', first_name: 'Ola' },
          phones: [{ phone: '+1 555 014 2050', wa_id: '15550142050', type: 'CELL' }],
        },
      ],
    },
    example: 'contacts',
  },
  button_reply: {
    type: 'interactive',
    text: 'Keep it',
    content: { type: 'button_reply' },
    webhook: {
      text: 'Keep it',
      ...quiet,
      interactiveButtonReply: { id: 'keep', title: 'Keep it' },
      replyContextId: quote,
    },
    example: 'interactive_button_reply',
  },
  list_reply: {
    type: 'interactive',
    text: 'Morning',
    content: { type: 'list_reply' },
    webhook: { text: 'Morning', ...quiet, listReply: { id: 'f-am', title: 'Morning', description: '08 to 12' } },
    example: 'list_reply',
  },
  flow_reply: {
    type: 'interactive',
    text: 'Sent',
    content: { nfm_reply: { response_json: '{"flow_token":"visit-3391","stars":"5"}' } },
    webhook: { type: 'interactive', text: 'Sent', replyContextId: quote, ...quiet },
    example: 'text',
  },
  template_quick_reply: {
    type: 'button',
    text: 'Cancel',
    content: { payload: 'cancel-3391' },
    webhook: { ...quiet, buttonReply: { payload: 'cancel-3391', text: 'Cancel' }, replyContextId: 'wamid.SIMAAAA0009' },
    example: 'button',
  },
  reaction: {
    type: 'reaction',
    text: '👍',
    content: { message_id: quote },
    webhook: { type: 'reaction', text: '👍', data: null, replyContextId: quote },
    example: 'reaction',
  },
  reaction_removed: {
    type: 'reaction',
    text: '',
    content: { message_id: quote },
    webhook: { type: 'reaction', text: '', data: null, replyContextId: quote },
    example: 'reaction',
  },
  order: {
    type: 'order',
    text: 'Please wrap',
    content: { catalog_id: '560000000000601' },
    webhook: {
      text: 'Please wrap',
      data: {
        catalogId: '560000000000601',
        orderProducts: [{ productRetailerId: 'sku-11', quantity: 2, itemPrice: 25, currency: 'EUR' }],
      },
    },
    example: 'order',
  },
  unsupported: placeholder('unsupported', {
    type: 'poll_creation',
    errors: [
      {
        code: 131051,
        title: 'Message type unknown',
        message: 'Message type unknown',
        error_data: { details: 'Message type is currently not supported.' },
      },
    ],
  }),
  edit: placeholder('edit', {
    original_message_id: 'wamid.FIXTURE.text',
    message: { type: 'text', text: { body: 'Is the shop open today?' } },
  }),
  revoke: placeholder('revoke', { original_message_id: 'wamid.FIXTURE.text_reply' }),
  unknown_type: placeholder('hologram', { id: 'h-1', layers: [{ depth: 1, tint: '#00f' }], size: 7 }),
  system_number_changed: untold('system', 'Noor changed number', { type: 'user_changed_number' }),
  system_user_id_changed: untold('system', 'Noor changed user id', { type: 'user_changed_user_id' }),
  system_identity_changed: untold('system', 'Security code changed', { type: 'customer_identity_changed' }),
};
