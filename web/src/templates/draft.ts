import { sampleOf, variablesIn } from './fill-text.ts';
import type { Card, Content, ContentButton, Problem, TemplateInput } from './template-queries.ts';

export const noContent: Content = {
  header: null,
  body: '',
  footer: null,
  buttons: [],
  cards: [],
  offer: null,
  expiryMinutes: null,
  securityAdvice: false,
  trackClicks: false,
  samples: [],
};

/** Words that WhatsApp's own apps show on these buttons. */
const usualText: Readonly<Record<string, string>> = {
  voice_call: 'Call on WhatsApp',
  catalog: 'View catalog',
  request_contact_info: 'Share contact info',
};

export function newButton(kind: string): ContentButton {
  return {
    kind,
    text: usualText[kind] ?? '',
    url: kind === 'url' ? 'https://' : null,
    phoneNumber: kind === 'phone_number' ? '+' : null,
    offerCode: kind === 'copy_code' ? '' : null,
    flowId: null,
    flowAction: null,
    navigateScreen: null,
  };
}

/** What a template of WhatsApp's own words has: a button that copies the code. */
export function toAuthentication(content: Content): Content {
  const button = { ...newButton('otp'), text: 'Copy code' };
  return {
    ...content,
    header: null,
    body: '',
    footer: null,
    cards: [],
    offer: null,
    samples: [],
    trackClicks: false,
    securityAdvice: true,
    expiryMinutes: 10,
    buttons: [content.buttons.find(({ kind }) => kind === 'otp') ?? button],
  };
}

/** What a template is made of: a message, cards to swipe, or an offer that ends. */
export type Layout = 'message' | 'carousel' | 'offer';

export function layoutOf({ cards, offer }: Content): Layout {
  if (cards.length > 0) return 'carousel';
  return offer === null ? 'message' : 'offer';
}

/** The content in another layout: what the new one cannot hold is dropped. */
export function toLayout(content: Content, layout: Layout): Content {
  const plain = { ...content, cards: [], offer: null };
  if (layout === 'message') return plain;
  if (layout === 'carousel') {
    const card = newCard(undefined);
    return { ...plain, header: null, footer: null, buttons: [], trackClicks: false, cards: [card, card] };
  }
  const isFitting = content.header === null || ['IMAGE', 'VIDEO'].includes(content.header.format);
  const link = content.buttons.find(({ kind }) => kind === 'url') ?? { ...newButton('url'), text: 'Shop now' };
  const code = content.buttons.find(({ kind }) => kind === 'copy_code') ?? newButton('copy_code');
  return {
    ...plain,
    header: isFitting ? content.header : null,
    footer: null,
    buttons: [code, link],
    offer: { text: '', hasExpiration: true },
  };
}

export const minCards = 2;
export const maxCards = 10;

/** A card with the parts of the others, for its own picture and words. */
export function newCard(like: Card | undefined): Card {
  const format = like?.header?.format ?? 'IMAGE';
  return {
    header: { format, text: null, sample: null, parameter: null },
    body: '',
    buttons: like ? like.buttons.map(({ kind, text }) => ({ ...newButton(kind), text })) : [newButton('quick_reply')],
  };
}

/** The variables that stand in the texts, in the order of the form. */
export function variablesOf({ body, header, buttons, cards }: Content): string[] {
  const text = header?.format === 'TEXT' ? header.text : null;
  const inCards = cards.flatMap((card) => [card.body, ...card.buttons.map(({ url }) => url)]);
  return variablesIn([text, body, ...buttons.map(({ url }) => url), ...inCards]);
}

/** What is sent to the server: only the samples of variables that are there. */
export function toGiven(draft: TemplateInput): TemplateInput {
  if (draft.category === 'AUTHENTICATION') return draft;
  const { content } = draft;
  const samples = variablesOf(content).map((name) => ({ name, value: sampleOf(name, content.samples) }));
  return { ...draft, content: { ...content, samples } };
}

/** Where a problem is shown: a sample that is missing stands beside the other samples. */
export function fieldOf({ field, rule }: Problem): string {
  return isSample(rule) ? 'samples' : field;
}

function isSample(rule: string): boolean {
  return rule === 'variables.sample' || rule === 'buttons.url_sample';
}

/** Characters as WhatsApp counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
