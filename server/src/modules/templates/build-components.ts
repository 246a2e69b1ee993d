import type { Anatomy, ButtonPart, HeaderPart, Section, SlottedText } from './anatomy.ts';

type Json = Readonly<Record<string, unknown>>;
type Build = (values: readonly string[]) => Json;

/** Header formats whose sample can be sent as it is. */
const mediaFormats = new Set(['IMAGE', 'VIDEO', 'DOCUMENT']);

/**
 * Makes the function that writes the `components` of a Cloud API `template` object. Named templates need `parameter_name`,
 * positional ones must not have it (cloud-api-behaviour 2.13). What never changes is made once and shared.
 */
export function compileComponents(anatomy: Anatomy, isNamed: boolean): (values: readonly string[]) => Json[] {
  const builders = buildersOf(anatomy, isNamed);
  const cards = anatomy.cards.map((card) => buildersOf(card, isNamed));
  if (cards.length > 0) {
    builders.push((values) => ({
      type: 'carousel',
      cards: cards.map((card, index) => ({ card_index: index, components: card.map((build) => build(values)) })),
    }));
  }
  return (values) => builders.map((build) => build(values));
}

/** `text`, `image`, `video` or `document`, as Meta names the parameter of such a header; null for any other. */
export function headerTypeOf(header: HeaderPart | undefined): string | null {
  if (!header || (header.format !== 'TEXT' && !mediaFormats.has(header.format))) return null;
  return header.format.toLowerCase();
}

function buildersOf({ header, body, buttons }: Section, isNamed: boolean): Build[] {
  const builders: Build[] = [];
  if (header) builders.push(...buildHeader(header, isNamed));
  if (body) builders.push(...buildText('body', body, isNamed));
  for (const [index, button] of buttons.entries()) builders.push(...buildButton(button, String(index), isNamed));
  return builders;
}

function buildHeader(header: HeaderPart, isNamed: boolean): Build[] {
  if (header.text) return buildText('header', header.text, isNamed);
  const kind = headerTypeOf(header);
  if (kind === null || header.link === undefined) return [];
  const component = { type: 'header', parameters: [{ type: kind, [kind]: { link: header.link } }] };
  return [() => component];
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
function buildButton({ kind, url, code, offerCode }: ButtonPart, index: string, isNamed: boolean): Build[] {
  const slot = url?.slots[0];
  const place = code ?? slot?.parameter;
  if (place !== undefined) {
    // Meta numbers the variable of an address even in named templates; one that has a name is sent by it.
    const named = isNamed && slot && /\D/.test(slot.placeholder) ? { parameter_name: slot.placeholder } : {};
    const part = { type: 'button', sub_type: 'url', index };
    return [(values) => ({ ...part, parameters: [{ type: 'text', ...named, text: values[place] }] })];
  }
  if (kind === 'copy_code' && offerCode !== undefined) {
    const parameters = [{ type: 'coupon_code', coupon_code: offerCode }];
    const component = { type: 'button', sub_type: 'copy_code', index, parameters };
    return [() => component];
  }
  if (kind !== 'flow') return [];
  const component = { type: 'button', sub_type: 'flow', index };
  return [() => component];
}
