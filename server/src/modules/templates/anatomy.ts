import { findComponent, type TemplateButton, type TemplateComponent } from './components.ts';
import { applyOwn } from './own-parts.ts';
import { createParameterList, type ParameterList } from './parameter-list.ts';
import { cutText, listPlaceholders } from './placeholders.ts';
import { listTracked, showTargets, type TrackedButton } from './tracked-links.ts';
import type { Template, TemplateParameter } from './types.ts';

/** A text of a template with the places of its values in the list of parameters. */
export interface SlottedText {
  /** As Meta holds it. */
  readonly original: string;
  /** Text as it is; a number is the place of a parameter. */
  readonly parts: readonly (string | number)[];
  /** The values that Meta wants for this text, in its order. */
  readonly slots: readonly { readonly placeholder: string; readonly parameter: number }[];
}

export interface HeaderPart {
  /** TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION and others. */
  readonly format: string;
  readonly text: SlottedText | undefined;
  /** The sample of a media header. */
  readonly link: string | undefined;
  /** Names the header among those of the template: `header`, or `card0`, `card1` ... */
  readonly slot: string;
  /** Place of the address of its media, where that is a parameter. */
  readonly media: number | undefined;
  /** Places of a LOCATION header. */
  readonly location: { readonly latitude: number; readonly longitude: number } | undefined;
}

export interface ButtonPart {
  /** Meta's type in lower case; `otp` for the button of an authentication template. */
  readonly kind: string;
  readonly source: TemplateButton;
  readonly url: SlottedText | undefined;
  /** Place of the one-time code that an `otp` button repeats. */
  readonly code: number | undefined;
  /** The code of a `copy_code` button. */
  readonly offerCode: string | undefined;
  /** Its address leads through Parley: the send brings the token of a link. */
  readonly isTracked?: boolean;
}

export interface Section {
  readonly header: HeaderPart | undefined;
  readonly body: SlottedText | undefined;
  readonly footer: string | undefined;
  readonly buttons: readonly ButtonPart[];
}

/** What can be read of a template that may not be stored yet. */
export type ReadableTemplate = Pick<Template, 'category' | 'parameterFormat' | 'components'> &
  Partial<Pick<Template, 'headerParameter' | 'own'>>;

/** A template taken apart once, for all that is told of it and sent with it. */
export interface Anatomy extends Section {
  /** Variables of the body, then the header, then the buttons, then the cards. */
  readonly parameters: readonly TemplateParameter[];
  readonly cards: readonly Section[];
  /** Place of the end of a limited-time offer that has one. */
  readonly offerEnd: number | undefined;
}

/** Header formats whose media a send can bring. */
export const mediaFormats: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'DOCUMENT']);
/** The parameter of a limited-time offer, as Meta calls it: unix milliseconds, or a moment in ISO 8601. */
const offerEndName = 'expiration_time_ms';

const authenticationBody = '*{{1}}* is your verification code.';
const securityAdvice = ' For your security, do not share this code.';

export function readAnatomy(template: ReadableTemplate): Anatomy {
  const list = createParameterList(template.parameterFormat);
  const isAuthentication = template.category.toUpperCase() === 'AUTHENTICATION';
  const { headerParameter } = template;
  const tracked = listTracked(template.components, template.own?.tracked);
  const components = showTargets(template.components, tracked);
  const plain = readSection(components, { list, isAuthentication, slot: 'header', headerParameter });
  const top = tracked.length === 0 ? plain : { ...plain, buttons: markTracked(plain.buttons, tracked) };
  const cards = (findComponent(template.components, 'CAROUSEL')?.cards ?? []).map((card, index) =>
    readSection(card.components ?? [], { list, isAuthentication: false, slot: `card${index}`, headerParameter: null }),
  );
  const offer = findComponent(template.components, 'LIMITED_TIME_OFFER')?.limited_time_offer;
  const offerEnd = offer?.has_expiration ? list.claim(offerEndName, '') : undefined;
  const anatomy = { ...top, parameters: list.parameters, cards, offerEnd };
  return template.own ? applyOwn(anatomy, template.own) : anatomy;
}

function markTracked(buttons: readonly ButtonPart[], tracked: readonly TrackedButton[]): ButtonPart[] {
  return buttons.map((button, place) =>
    tracked.some((entry) => entry.place === place) ? { ...button, isTracked: true } : button,
  );
}

interface Reading {
  readonly list: ParameterList;
  readonly isAuthentication: boolean;
  /** Of the header. */
  readonly slot: string;
  readonly headerParameter: string | null | undefined;
}

function readSection(components: readonly TemplateComponent[], reading: Reading): Section {
  const body = readBody(findComponent(components, 'BODY'), reading);
  const header = readHeader(findComponent(components, 'HEADER'), reading);
  const code = reading.isAuthentication ? (body?.slots[0]?.parameter ?? reading.list.claim('1', '')) : undefined;
  const buttons = findComponent(components, 'BUTTONS')?.buttons ?? [];
  return {
    header,
    body,
    footer: readFooter(findComponent(components, 'FOOTER')),
    buttons: buttons.map((button) => readButton(button, reading, code)),
  };
}

function readBody(body: TemplateComponent | undefined, reading: Reading): SlottedText | undefined {
  if (!body) return undefined;
  const { example } = body;
  const samples = { named: example?.body_text_named_params, inOrder: example?.body_text?.[0] };
  return slotText(bodyTextOf(body, reading), {
    ...reading,
    samples,
    freeName: reading.slot === 'header' ? undefined : 'card',
  });
}

/** Meta writes the text of an authentication template itself and may leave it out. */
function bodyTextOf(body: TemplateComponent, { isAuthentication }: Reading): string {
  if (body.text !== undefined || !isAuthentication) return body.text ?? '';
  return authenticationBody + (body.add_security_recommendation ? securityAdvice : '');
}

function readHeader(header: TemplateComponent | undefined, reading: Reading): HeaderPart | undefined {
  if (!header) return undefined;
  const format = header.format?.toUpperCase() ?? 'TEXT';
  const { example } = header;
  const { slot, list, headerParameter } = reading;
  const plain = { format, slot, text: undefined, link: undefined, media: undefined, location: undefined };
  if (format === 'LOCATION') {
    return { ...plain, location: { latitude: list.claim('latitude', ''), longitude: list.claim('longitude', '') } };
  }
  if (format !== 'TEXT') {
    const link = example?.header_handle?.[0];
    const isVariable = headerParameter !== null && headerParameter !== undefined && mediaFormats.has(format);
    return { ...plain, link, media: isVariable ? list.claim(headerParameter, link ?? '') : undefined };
  }
  const samples = { named: example?.header_text_named_params, inOrder: example?.header_text };
  return { ...plain, text: slotText(header.text ?? '', { ...reading, samples, freeName: 'header' }) };
}

function readFooter(footer: TemplateComponent | undefined): string | undefined {
  const minutes = footer?.code_expiration_minutes;
  return footer?.text ?? (minutes === undefined ? undefined : `This code expires in ${minutes} minutes.`);
}

function readButton(button: TemplateButton, reading: Reading, code: number | undefined): ButtonPart {
  const kind = button.type?.toLowerCase() ?? '';
  const url = button.url;
  const [firstExample] = typeof button.example === 'string' ? [button.example] : (button.example ?? []);
  const plain = { kind, source: button, url: undefined, code: undefined, offerCode: undefined };
  // OTP buttons read back as type URL (cloud-api-behaviour 7.8).
  if (code !== undefined && (kind === 'otp' || kind === 'url')) return { ...plain, kind: 'otp', code };
  if (kind === 'copy_code') return { ...plain, offerCode: firstExample };
  if (kind !== 'url' || url === undefined) return plain;
  const samples = { named: undefined, inOrder: firstExample === undefined ? [] : [suffixSample(url, firstExample)] };
  return { ...plain, url: slotText(url, { list: reading.list, samples, freeName: 'url_button' }) };
}

/** The example of a button is the whole address: the sample of its variable is what follows the fixed part. */
function suffixSample(url: string, example: string): string {
  const [fixed] = cutText(url);
  return typeof fixed === 'string' && example.startsWith(fixed) ? example.slice(fixed.length) : example;
}

interface Samples {
  readonly named: readonly { param_name?: string | undefined; example?: string | undefined }[] | undefined;
  readonly inOrder: readonly string[] | undefined;
}

function slotText(
  original: string,
  { list, samples, freeName }: { list: ParameterList; samples: Samples; freeName: string | undefined },
): SlottedText {
  const parts = cutText(original);
  const places = new Map<string, number>();
  for (const [position, placeholder] of listPlaceholders(parts).entries()) {
    const named = samples.named?.find((entry) => entry.param_name === placeholder)?.example;
    const sample = named ?? samples.inOrder?.[position] ?? '';
    places.set(placeholder, list.claim(placeholder, sample, freeName));
  }
  return {
    original,
    parts: parts.map((part) => (typeof part === 'string' ? part : (places.get(part.placeholder) ?? ''))),
    slots: [...places].map(([placeholder, parameter]) => ({ placeholder, parameter })),
  };
}

/** The text with something in the place of each value. */
export function joinText(text: SlottedText, valueAt: (parameter: number) => string): string {
  let joined = '';
  for (const part of text.parts) joined += typeof part === 'string' ? part : valueAt(part);
  return joined;
}
