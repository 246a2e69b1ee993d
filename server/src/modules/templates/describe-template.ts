import {
  type Anatomy,
  type ButtonPart,
  type HeaderPart,
  joinText,
  type ReadableTemplate,
  readAnatomy,
  type Section,
  type SlottedText,
} from './anatomy.ts';
import { findComponent } from './components.ts';
import type { TemplateParameter } from './types.ts';

export interface HeaderDescription {
  /** TEXT, IMAGE, VIDEO, DOCUMENT and others. */
  readonly format: string;
  /** As Meta holds it. */
  readonly text: string | undefined;
  readonly textNamed: string | undefined;
  /** Sample of a media header: an address of Meta that lives for a short time (cloud-api-behaviour 6.8). */
  readonly link: string | undefined;
  /** Place of its variable in `parameters`. */
  readonly parameterIndex: number | undefined;
}

export interface ButtonDescription {
  /** quick_reply, url, phone_number, copy_code, otp, flow, ... */
  readonly kind: string;
  readonly text: string;
  /** As Meta holds it. */
  readonly url: string | undefined;
  readonly urlNamed: string | undefined;
  readonly urlIsDynamic: boolean;
  /** Place of the variable of a dynamic url in `parameters`. */
  readonly parameterIndex: number | undefined;
  readonly phoneNumber: string | undefined;
  readonly offerCode: string | undefined;
}

export interface SectionDescription {
  readonly header: HeaderDescription | undefined;
  /** With {{1}} and so on; empty when there is no body. */
  readonly bodyNumbered: string;
  /** With {{name}}. The same as `bodyNumbered` when the template is POSITIONAL and its maker gave no names. */
  readonly bodyNamed: string;
  readonly footer: string | undefined;
  readonly buttons: readonly ButtonDescription[];
}

export interface TemplateDescription extends SectionDescription {
  /** All values a send must give, in the order in which it may give them. */
  readonly parameters: readonly TemplateParameter[];
  /** The cards of a carousel. */
  readonly cards: readonly SectionDescription[];
  readonly offer: OfferDescription | undefined;
}

/** A limited-time offer. */
export interface OfferDescription {
  readonly text: string;
  readonly hasExpiration: boolean;
  /** Place of its end in `parameters`. */
  readonly parameterIndex: number | undefined;
}

/** What there is to tell of a template, in the words of no API version. */
export function describeTemplate(template: ReadableTemplate): TemplateDescription {
  const anatomy = readAnatomy(template);
  const { parameters } = anatomy;
  const name = (place: number): string => `{{${parameters[place]?.name ?? ''}}}`;
  const number = (place: number): string => `{{${place + 1}}}`;
  // Meta's own numbers where it has them: those of a card begin with 1 again.
  const numbered = (body: SlottedText): string => {
    if (template.parameterFormat !== 'POSITIONAL') return joinText(body, number);
    const atMeta = new Map(body.slots.map((slot) => [slot.parameter, `{{${slot.placeholder}}}`]));
    return joinText(body, (place) => atMeta.get(place) ?? number(place));
  };
  const describe = (section: Section): SectionDescription => ({
    header: section.header && describeHeader(section.header, name),
    bodyNumbered: section.body ? numbered(section.body) : '',
    bodyNamed: section.body ? joinText(section.body, name) : '',
    footer: section.footer,
    buttons: section.buttons.map((button) => describeButton(button, name)),
  });
  return {
    ...describe(anatomy),
    parameters,
    cards: anatomy.cards.map(describe),
    offer: describeOffer(template, anatomy),
  };
}

function describeOffer({ components }: ReadableTemplate, { offerEnd }: Anatomy): OfferDescription | undefined {
  const part = findComponent(components, 'LIMITED_TIME_OFFER');
  if (!part) return undefined;
  const { text = '', has_expiration: hasExpiration = false } = part.limited_time_offer ?? {};
  return { text, hasExpiration, parameterIndex: offerEnd };
}

type Placeholder = (place: number) => string;

function describeHeader({ format, text, link, media }: HeaderPart, name: Placeholder): HeaderDescription {
  return {
    format,
    text: text?.original,
    textNamed: text && joinText(text, name),
    link,
    parameterIndex: media ?? firstPlace(text),
  };
}

function describeButton({ kind, source, url, offerCode }: ButtonPart, name: Placeholder): ButtonDescription {
  return {
    kind,
    text: source.text ?? '',
    url: url?.original ?? source.url,
    urlNamed: url ? joinText(url, name) : source.url,
    urlIsDynamic: url !== undefined && url.slots.length > 0,
    parameterIndex: firstPlace(url),
    phoneNumber: source.phone_number,
    offerCode,
  };
}

function firstPlace(text: SlottedText | undefined): number | undefined {
  return text?.slots[0]?.parameter;
}
