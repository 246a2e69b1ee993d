import type { Anatomy, ButtonPart, HeaderPart, Section, SlottedText } from './anatomy.ts';
import { isNumber } from './placeholders.ts';
import type { TemplateOwn, TemplateParameter } from './types.ts';

/**
 * The anatomy with what its maker said: parameters under their own names, where one name is one parameter wherever it stands
 * (wati-v1-v2-behaviour 10), and samples at the addresses that were given instead of Meta's short-lived ones. Names for
 * another number of parameters are from before an edit at Meta and count no more.
 */
export function applyOwn(anatomy: Anatomy, own: TemplateOwn): Anatomy {
  const { places, parameters } = renameParameters(anatomy.parameters, own.parameterNames);
  const move = (place: number | undefined): number | undefined =>
    place === undefined ? undefined : (places[place] ?? place);
  const apply = (section: Section, index: number): Section => ({
    header: section.header && moveHeader(section.header, places, own.samples?.[index]?.link ?? undefined),
    body: section.body && moveText(section.body, places),
    footer: section.footer,
    buttons: section.buttons.map((button) => moveButton(button, places)),
  });
  const cards = anatomy.cards.map((card, index) => apply(card, index + 1));
  return { ...apply(anatomy, 0), parameters, cards, offerEnd: move(anatomy.offerEnd) };
}

/** Whether a parameter has its name only because nobody gave it one: a number, or an address's; see `createParameterList`. */
export function isOpenName(name: string): boolean {
  return isNumber(name) || /^url_button(_\d+)?$/.test(name);
}

/** For each place of old the place of today. */
type Places = readonly number[];

function renameParameters(
  old: readonly TemplateParameter[],
  names: readonly string[] | undefined,
): { places: Places; parameters: readonly TemplateParameter[] } {
  if (names?.length !== old.length) return { places: old.map((_, place) => place), parameters: old };
  const parameters: TemplateParameter[] = [];
  const places = old.map(({ name: atMeta, sample }, place) => {
    const name = (isOpenName(atMeta) ? names[place] : undefined) ?? atMeta;
    const known = parameters.findIndex((entry) => entry.name.toLowerCase() === name.toLowerCase());
    return known >= 0 ? known : parameters.push({ name, sample }) - 1;
  });
  return { places, parameters };
}

function moveHeader(header: HeaderPart, places: Places, link: string | undefined): HeaderPart {
  const { media, location } = header;
  const at = (place: number): number => places[place] ?? place;
  return {
    ...header,
    text: header.text && moveText(header.text, places),
    link: link ?? header.link,
    media: media === undefined ? undefined : at(media),
    location: location && { latitude: at(location.latitude), longitude: at(location.longitude) },
  };
}

function moveButton(button: ButtonPart, places: Places): ButtonPart {
  const { url, code } = button;
  return { ...button, url: url && moveText(url, places), code: code === undefined ? code : (places[code] ?? code) };
}

function moveText(text: SlottedText, places: Places): SlottedText {
  return {
    original: text.original,
    parts: text.parts.map((part) => (typeof part === 'string' ? part : (places[part] ?? part))),
    slots: text.slots.map((slot) => ({ ...slot, parameter: places[slot.parameter] ?? slot.parameter })),
  };
}
