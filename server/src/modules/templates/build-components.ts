import {
  type Anatomy,
  type ButtonPart,
  type HeaderPart,
  mediaFormats,
  type Section,
  type SlottedText,
} from './anatomy.ts';
import { toUnixMs } from './check-values.ts';
import { type ExtraValues, noExtras } from './extra-values.ts';
import { markLink } from './tracked-links.ts';

type Json = Readonly<Record<string, unknown>>;
type Build = (values: readonly string[], extras: ExtraValues) => Json;

export interface ComponentOptions {
  readonly isNamed: boolean;
  /** What is sent as the media of a fixed header; undefined leaves the header out. */
  readonly linkOf: (header: HeaderPart) => string | undefined;
}

/**
 * Makes the function that writes the `components` of a Cloud API `template` object. Named templates need `parameter_name`,
 * positional ones must not have it (cloud-api-behaviour 2.13). What never changes is made once and shared.
 */
export function compileComponents(
  anatomy: Anatomy,
  options: ComponentOptions,
): (values: readonly string[], extras?: ExtraValues) => Json[] {
  const builders = buildersOf(anatomy, options);
  const { offerEnd } = anatomy;
  if (offerEnd !== undefined) builders.push(buildOfferEnd(offerEnd));
  const cards = anatomy.cards.map((card, index) => buildersOf(card, options, index));
  if (cards.length > 0) {
    builders.push((values, extras) => ({
      type: 'carousel',
      cards: cards.map((card, index) => ({
        card_index: index,
        components: card.map((build) => build(values, extras)),
      })),
    }));
  }
  return (values, extras = noExtras) => builders.map((build) => build(values, extras));
}

/** `text`, `image`, `video` or `document`, as Meta names the parameter of such a header; null for any other. */
export function headerTypeOf(header: HeaderPart | undefined): string | null {
  if (!header || (header.format !== 'TEXT' && !mediaFormats.has(header.format))) return null;
  return header.format.toLowerCase();
}

function buildersOf(
  { header, body, buttons }: Section,
  options: ComponentOptions,
  card: number | null = null,
): Build[] {
  const { isNamed } = options;
  const builders: Build[] = [];
  if (header) builders.push(...buildHeader(header, options));
  if (body) builders.push(...buildText('body', body, isNamed));
  for (const [index, button] of buttons.entries()) {
    if (button.kind === 'quick_reply') builders.push(buildQuickReply(index, card));
    else builders.push(...buildButton(button, String(index), isNamed));
  }
  return builders;
}

function buildHeader(header: HeaderPart, { isNamed, linkOf }: ComponentOptions): Build[] {
  if (header.text) return buildText('header', header.text, isNamed);
  if (header.location) return [buildLocation(header.location)];
  const kind = headerTypeOf(header);
  if (kind === null) return [];
  const withLink = (link: string | undefined): Json => ({
    type: 'header',
    parameters: [{ type: kind, [kind]: { link } }],
  });
  const { media } = header;
  if (media !== undefined) return [(values) => withLink(values[media]?.trim())];
  const link = linkOf(header);
  if (link === undefined) return [];
  const component = withLink(link);
  return [() => component];
}

function buildLocation({ latitude, longitude }: NonNullable<HeaderPart['location']>): Build {
  return (values, { locationName, locationAddress }) => {
    const place = { latitude: Number(values[latitude]), longitude: Number(values[longitude]) };
    const words = {
      ...(locationName === undefined ? {} : { name: locationName }),
      ...(locationAddress === undefined ? {} : { address: locationAddress }),
    };
    return { type: 'header', parameters: [{ type: 'location', location: { ...place, ...words } }] };
  };
}

function buildOfferEnd(offerEnd: number): Build {
  return (values) => {
    const limited_time_offer = { expiration_time_ms: toUnixMs(values[offerEnd] ?? '') };
    return { type: 'limited_time_offer', parameters: [{ type: 'limited_time_offer', limited_time_offer }] };
  };
}

function buildText(type: 'header' | 'body', { slots }: SlottedText, isNamed: boolean): Build[] {
  if (slots.length === 0) return [];
  const build: Build = (values) => ({
    type,
    parameters: slots.map(({ placeholder, parameter }) => ({
      type: 'text',
      ...(isNamed ? { parameter_name: placeholder } : {}),
      text: values[parameter],
    })),
  });
  return [build];
}

/** Buttons without a variable are left out, Meta knows them; but a flow must be named even so (131009). */
function buildButton(button: ButtonPart, index: string, isNamed: boolean): Build[] {
  const { kind, url, code, offerCode } = button;
  const slot = url?.slots[0];
  if (button.isTracked) return [buildLink(slot?.parameter, index)];
  const place = code ?? slot?.parameter;
  if (place !== undefined) {
    // Meta numbers the variable of an address even in named templates; one that has a name is sent by it.
    const named = isNamed && slot && /\D/.test(slot.placeholder) ? { parameter_name: slot.placeholder } : {};
    const part = { type: 'button', sub_type: 'url', index };
    return [(values) => ({ ...part, parameters: [{ type: 'text', ...named, text: values[place] }] })];
  }
  if (kind === 'copy_code') {
    const part = { type: 'button', sub_type: 'copy_code', index };
    return [(_, extras) => ({ ...part, parameters: couponOf(extras.offerCode ?? offerCode) })];
  }
  if (kind !== 'flow') return [];
  const component = { type: 'button', sub_type: 'flow', index };
  return [() => component];
}

/** A tap answers its place as WATI's buttons do; without a payload Meta answers the text of the button. */
function buildQuickReply(index: number, card: number | null): Build {
  const payload = JSON.stringify({ ButtonIndex: index, CarouselCardIndex: card, BroadcastLinkId: null });
  const parameters = [{ type: 'payload', payload }];
  const component = { type: 'button', sub_type: 'quick_reply', index: String(index), parameters };
  return () => component;
}

/** The mark of a link, which takes its token when the message is known. */
function buildLink(place: number | undefined, index: string): Build {
  const part = { type: 'button', sub_type: 'url', index };
  return (values) => {
    const text = markLink(Number(index), place === undefined ? '' : (values[place] ?? ''));
    return { ...part, parameters: [{ type: 'text', text }] };
  };
}

function couponOf(code: string | undefined): Json[] {
  return code === undefined ? [] : [{ type: 'coupon_code', coupon_code: code }];
}
