import { z } from 'zod';
import { block, blocks, flag, number, requiredText, text } from './payload-fields.ts';

/** Lists inside one message or status (contact cards, order items, errors) are read up to this length. */
const maxInnerItems = 500;

const errorFields = {
  code: number,
  title: text,
  message: text,
  error_data: block({ details: text }),
  href: text,
};

const mediaFields = {
  id: text,
  mime_type: text,
  /** Base64 here, hex in lookups. */
  sha256: text,
  /** Short-lived and needs the token. */
  url: text,
  caption: text,
  filename: text,
  voice: flag,
  animated: flag,
};

/** The parts a message can hold, of which `type` names the one that counts. */
const contentFields = {
  type: text,
  text: block({ body: text }),
  image: block(mediaFields),
  video: block(mediaFields),
  audio: block(mediaFields),
  document: block(mediaFields),
  sticker: block(mediaFields),
  location: block({ latitude: number, longitude: number, name: text, address: text, url: text }),
  contacts: blocks({}, maxInnerItems),
  interactive: block({
    type: text,
    button_reply: block({ id: text, title: text }),
    list_reply: block({ id: text, title: text, description: text }),
    nfm_reply: block({ name: text, body: text, response_json: text }),
    call_permission_reply: block({}),
  }),
  button: block({ payload: text, text }),
  /** Without an emoji the reaction was taken back. */
  reaction: block({ message_id: text, emoji: text }),
  order: block({
    catalog_id: text,
    text,
    product_items: blocks(
      { product_retailer_id: text, quantity: number, item_price: number, currency: text },
      maxInnerItems,
    ),
  }),
  system: block({
    type: text,
    body: text,
    wa_id: text,
    new_wa_id: text,
    user_id: text,
    previous_user_id: text,
    identity: text,
  }),
  unsupported: block({ type: text }),
  errors: blocks(errorFields, maxInnerItems),
  context: block({
    from: text,
    id: text,
    forwarded: flag,
    frequently_forwarded: flag,
    referred_product: block({ catalog_id: text, product_retailer_id: text }),
  }),
};

/** A message from a person. `id` is a non-empty text. */
export const inboundMessage = z.looseObject({
  ...contentFields,
  id: requiredText,
  /** Phone digits; absent when the person hides the number. */
  from: text,
  from_user_id: text,
  from_parent_user_id: text,
  group_id: text,
  /** Unix seconds (see `readTimestampMs`): when the person sent it. */
  timestamp: text,
  referral: block({
    source_url: text,
    source_id: text,
    source_type: text,
    body: text,
    headline: text,
    media_type: text,
    image_url: text,
    video_url: text,
    thumbnail_url: text,
    ctwa_clid: text,
    welcome_message: block({ text }),
  }),
  identity: block({ acknowledged: flag, created_timestamp: text, hash: text }),
  edit: block({ original_message_id: text, message: block(contentFields) }),
  revoke: block({ original_message_id: text }),
});

/** What became of a message that was sent. `status` is a non-empty text, maybe one that is not known yet. */
export const messageStatus = z.looseObject({
  status: requiredText,
  /** The wamid that the send returned. */
  id: text,
  /** Absent for message statuses; `payment` for payments. */
  type: text,
  timestamp: text,
  recipient_id: text,
  recipient_user_id: text,
  parent_recipient_user_id: text,
  recipient_type: text,
  recipient_participant_id: text,
  recipient_identity_key_hash: text,
  biz_opaque_callback_data: text,
  conversation: block({ id: text, expiration_timestamp: text, origin: block({ type: text }) }),
  pricing: block({ billable: flag, pricing_model: text, type: text, category: text, subtype: text }),
  errors: blocks(errorFields, maxInnerItems),
  payment: block({
    reference_id: text,
    amount: block({ value: number, offset: number }),
    currency: text,
    transaction: block({ id: text, type: text, status: text, created_timestamp: text, updated_timestamp: text }),
    receipt: text,
  }),
});

export const webhookContact = z.looseObject({
  wa_id: text,
  user_id: text,
  parent_user_id: text,
  identity_key_hash: text,
  profile: block({ name: text, username: text }),
});

/** What a person wants to get of the business; `value` is stop, resume or signup. */
export const userPreference = z.looseObject({
  wa_id: text,
  user_id: text,
  detail: text,
  category: text,
  value: text,
  timestamp: text,
});

export const webhookErrors = blocks(errorFields, maxInnerItems);

export type InboundMessage = z.infer<typeof inboundMessage>;
export type MessageStatus = z.infer<typeof messageStatus>;
export type UserPreference = z.infer<typeof userPreference>;
export type WebhookContact = z.infer<typeof webhookContact>;
export type WebhookError = NonNullable<z.infer<typeof webhookErrors>>[number];
