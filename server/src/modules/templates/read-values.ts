import {
  type Anatomy,
  type ButtonPart,
  type HeaderPart,
  type ReadableTemplate,
  readAnatomy,
  type Section,
  type SlottedText,
} from './anatomy.ts';
import { readLinkValue } from './tracked-links.ts';

/** A value of a template message, by the name of its parameter. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}

type Json = Readonly<Record<string, unknown>>;
/** A value and the place of its parameter. */
type Placed = readonly [place: number, value: unknown];

/**
 * Makes the function that reads the values back from the `template` object that `compileTemplate` filled, in the order of the
 * template's parameters. What the template no longer asks for, or the object does not hold, is left out.
 */
export function compileValueReader(template: ReadableTemplate): (content: unknown) => NamedValue[] {
  const anatomy = readAnatomy(template);
  return (content) => {
    const components = listOf(recordOf(content)?.components);
    const values = new Map<number, string>();
    for (const [place, value] of readAll(anatomy, components)) {
      if ((typeof value === 'string' || typeof value === 'number') && !values.has(place))
        values.set(place, String(value));
    }
    return anatomy.parameters.flatMap(({ name }, place) => {
      const value = values.get(place);
      return value === undefined ? [] : [{ name, value }];
    });
  };
}

function* readAll(anatomy: Anatomy, components: readonly Json[]): Generator<Placed> {
  yield* readSection(anatomy, components);
  const { offerEnd } = anatomy;
  if (offerEnd !== undefined) {
    const offer = firstParameter(findPart(components, 'limited_time_offer'))?.limited_time_offer;
    yield [offerEnd, recordOf(offer)?.expiration_time_ms];
  }
  const cards = listOf(findPart(components, 'carousel')?.cards);
  for (const [index, card] of anatomy.cards.entries()) yield* readSection(card, listOf(cards[index]?.components));
}

function* readSection({ header, body, buttons }: Section, components: readonly Json[]): Generator<Placed> {
  if (body) yield* readText(body, findPart(components, 'body'));
  if (header) yield* readHeader(header, findPart(components, 'header'));
  for (const [index, button] of buttons.entries()) {
    const part = components.find((entry) => entry.type === 'button' && Number(entry.index) === index);
    yield* readButton(button, part);
  }
}

function* readText({ slots }: SlottedText, part: Json | undefined): Generator<Placed> {
  const parameters = listOf(part?.parameters);
  for (const [index, { parameter }] of slots.entries()) yield [parameter, parameters[index]?.text];
}

function* readHeader({ text, media, location, format }: HeaderPart, part: Json | undefined): Generator<Placed> {
  if (text) yield* readText(text, part);
  const first = firstParameter(part);
  if (media !== undefined) yield [media, recordOf(first?.[format.toLowerCase()])?.link];
  if (!location) return;
  const place = recordOf(first?.location);
  yield [location.latitude, place?.latitude];
  yield [location.longitude, place?.longitude];
}

function* readButton({ url, code, isTracked }: ButtonPart, part: Json | undefined): Generator<Placed> {
  const place = code ?? url?.slots[0]?.parameter;
  const value = firstParameter(part)?.text;
  if (place !== undefined) yield [place, isTracked && typeof value === 'string' ? readLinkValue(value) : value];
}

function findPart(components: readonly Json[], type: string): Json | undefined {
  return components.find((entry) => entry.type === type);
}

function firstParameter(part: Json | undefined): Json | undefined {
  return listOf(part?.parameters)[0];
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map((entry) => recordOf(entry) ?? {}) : [];
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}
