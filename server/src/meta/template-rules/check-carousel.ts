import { checkButtons, kindOf } from './check-buttons.ts';
import { checkBody, checkHeader } from './check-texts.ts';
import {
  firstViolation,
  type ParameterFormat,
  partOf,
  type RuleViolation,
  readShape,
  type ShapedButton,
  type ShapedCard,
  type ShapedComponent,
  violation,
} from './shape.ts';

const minCards = 2;
const maxCards = 10;
const maxCardBody = 160;
const maxCardButtons = 2;
const cardParts: ReadonlySet<string> = new Set(['HEADER', 'BODY', 'BUTTONS']);
const cardFormats: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'PRODUCT']);

/** A carousel: a body and 2 to 10 cards of one shape (cloud-api-behaviour 7.9). */
export function checkCarousel(
  components: readonly ShapedComponent[],
  category: string,
  format: ParameterFormat,
): RuleViolation | undefined {
  const carousel = partOf(components, 'CAROUSEL');
  if (!carousel) return undefined;
  const cards = (carousel.cards ?? []).map((card) => card.components);
  return firstViolation([
    () => checkSurroundings(components, category),
    () => checkCount(cards.length),
    ...cards.map((card, place) => () => checkCard(card, format, `Card ${place + 1}`)),
    () => checkSameShape(cards),
  ]);
}

function checkSurroundings(components: readonly ShapedComponent[], category: string): RuleViolation | undefined {
  if (category === 'AUTHENTICATION') {
    return violation('carousel.category', 'A carousel must be of the category MARKETING or UTILITY.');
  }
  const other = components.find((part) => !['BODY', 'CAROUSEL'].includes(part.type.toUpperCase()));
  if (!other) return undefined;
  const message = `A carousel has only a body beside its cards, no component of type ${other.type.toUpperCase()}.`;
  return violation('carousel.components', message);
}

function checkCount(count: number): RuleViolation | undefined {
  if (count >= minCards && count <= maxCards) return undefined;
  return violation('carousel.cards', `A carousel has ${minCards} to ${maxCards} cards; this one has ${count}.`);
}

function checkCard(card: readonly ShapedCard[], format: ParameterFormat, where: string): RuleViolation | undefined {
  return firstViolation([
    () => checkCardKinds(card, where),
    () => checkCardHeader(card, format, where),
    () => checkCardBody(card, format, where),
    () => checkButtons(buttonsOf(card), where, maxCardButtons),
  ]);
}

function checkCardKinds(card: readonly ShapedCard[], where: string): RuleViolation | undefined {
  const kinds = card.map((part) => part.type.toUpperCase());
  const wrong = kinds.find((kind, place) => !cardParts.has(kind) || kinds.indexOf(kind) !== place);
  if (wrong === undefined) return undefined;
  return violation('carousel.card_components', `${where} must not have ${wrong}, or not twice.`);
}

function checkCardHeader(card: readonly ShapedCard[], format: ParameterFormat, where: string) {
  const header = partOf(card, 'HEADER');
  if (!header || !cardFormats.has(header.format?.toUpperCase() ?? '')) {
    return violation('carousel.card_header', `${where} needs a header with an image or a video.`);
  }
  return checkHeader(header, { format, where: `The header of ${where.toLowerCase()}` });
}

function checkCardBody(card: readonly ShapedCard[], format: ParameterFormat, where: string) {
  if (!partOf(card, 'BODY')) return undefined;
  return checkBody(card, { format, max: maxCardBody, where: `The body of ${where.toLowerCase()}` });
}

function buttonsOf(card: readonly ShapedCard[]): readonly ShapedButton[] {
  return partOf(card, 'BUTTONS')?.buttons ?? [];
}

/** A rule that a part of a card breaks; `field` is `header`, `body`, `buttons`, or `buttons.0` and so on. */
export interface CardViolation {
  readonly card: number;
  readonly field: string;
  readonly found: RuleViolation;
}

/** What is wrong with each card of a carousel on its own, all at once. */
export function findCardViolations(carousel: unknown, format: ParameterFormat): CardViolation[] {
  const shape = readShape([carousel]);
  const cards = shape.ok ? (shape.components[0]?.cards ?? []) : [];
  return cards.flatMap(({ components }, card) => {
    const where = `Card ${card + 1}`;
    const buttons = buttonsOf(components);
    const each = buttons.map((button, place) => [`buttons.${place}`, checkButtons([button], where)] as const);
    const checks = [
      ['header', checkCardHeader(components, format, where)] as const,
      ['body', checkCardBody(components, format, where)] as const,
      ...each,
      ...(each.some(([, found]) => found) ? [] : [['buttons', checkButtons(buttons, where, maxCardButtons)] as const]),
    ];
    return checks.flatMap(([field, found]) => (found ? [{ card, field, found }] : []));
  });
}

function checkSameShape(cards: readonly (readonly ShapedCard[])[]): RuleViolation | undefined {
  const shapes = cards.map(shapeOf);
  const odd = shapes.findIndex((shape) => shape !== shapes[0]);
  if (odd < 0) return undefined;
  const message = `Card ${odd + 1} differs from the first: all cards need the same components, header format and button kinds.`;
  return violation('carousel.same_shape', message);
}

function shapeOf(card: readonly ShapedCard[]): string {
  const parts = card.map((part) => {
    const detail = part.format?.toUpperCase() ?? (part.buttons ?? []).map(kindOf).join('+');
    return `${part.type.toUpperCase()}:${detail}`;
  });
  return parts.sort().join(' ');
}
