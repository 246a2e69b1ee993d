import { checkAuthentication } from './check-authentication.ts';
import { checkButtons } from './check-buttons.ts';
import { checkCarousel } from './check-carousel.ts';
import { checkBody, checkFooter, checkHeader } from './check-texts.ts';
import { toLanguageCode } from './languages.ts';
import {
  firstViolation,
  lengthOf,
  type ParameterFormat,
  partOf,
  type RuleViolation,
  readShape,
  type ShapedComponent,
  violation,
} from './shape.ts';

const maxBody = 1024;
const maxBodyOfOffer = 600;
const maxOfferText = 16;
const categories: ReadonlySet<string> = new Set(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
const componentTypes: ReadonlySet<string> = new Set([
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'CAROUSEL',
  'LIMITED_TIME_OFFER',
  'CALL_PERMISSION_REQUEST',
]);

/** What identifies a template and what is in it, as it is given to Meta. */
export interface TemplateToCheck {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly format: ParameterFormat;
  readonly components: unknown;
}

/**
 * The first rule of Meta's that a template breaks, or undefined. The rules are those of cloud-api-behaviour section 7 and of
 * the schemas TemplateCreate and TemplateComponent; Meta's reviewers may still refuse what keeps them all.
 */
export function checkTemplate(template: TemplateToCheck): RuleViolation | undefined {
  return firstViolation([
    () => checkName(template.name),
    () => checkLanguage(template.language),
    () => checkContent(template),
  ]);
}

/** The rules for the content alone, which an edit replaces. */
export function checkContent(
  template: Pick<TemplateToCheck, 'category' | 'format' | 'components'>,
): RuleViolation | undefined {
  const { category, format } = template;
  if (!categories.has(category)) {
    return violation('category', `The category must be one of ${[...categories].join(', ')}.`);
  }
  const shape = readShape(template.components);
  if (!shape.ok) return shape.found;
  const { components } = shape;
  return firstViolation([
    () => checkTypes(components),
    () => (category === 'AUTHENTICATION' ? checkAuthentication(components) : checkParts(components, category, format)),
  ]);
}

function checkName(name: string): RuleViolation | undefined {
  if (/^[a-z0-9_]{1,512}$/.test(name)) return undefined;
  return violation('name', 'The name must have 1 to 512 lower-case letters, digits and underscores.');
}

function checkLanguage(language: string): RuleViolation | undefined {
  if (toLanguageCode(language) === language) return undefined;
  return violation('language', `"${language}" is no language code of WhatsApp; use one such as en, en_US or pt_BR.`);
}

function checkTypes(components: readonly ShapedComponent[]): RuleViolation | undefined {
  const types = components.map((part) => part.type.toUpperCase());
  const unknown = types.find((type) => !componentTypes.has(type));
  if (unknown !== undefined) return violation('components.type', `There is no component of type ${unknown}.`);
  const twice = types.find((type, place) => types.indexOf(type) !== place);
  return twice === undefined ? undefined : violation('components.twice', `The component ${twice} may be there once.`);
}

function checkParts(
  components: readonly ShapedComponent[],
  category: string,
  format: ParameterFormat,
): RuleViolation | undefined {
  const buttons = partOf(components, 'BUTTONS');
  const offer = partOf(components, 'LIMITED_TIME_OFFER');
  return firstViolation([
    () => checkCarousel(components, category, format),
    () => checkHeader(partOf(components, 'HEADER'), { format, where: 'The header' }),
    () => checkBody(components, { format, max: offer ? maxBodyOfOffer : maxBody, where: 'The body' }),
    () => checkFooter(partOf(components, 'FOOTER')),
    () => (buttons ? checkButtons(buttons.buttons ?? [], 'The template') : undefined),
    () => checkOffer(offer, components, category),
  ]);
}

/** Limited-time offers: marketing only, no footer, a text of at most 16 characters (cloud-api-behaviour 7.9). */
function checkOffer(
  offer: ShapedComponent | undefined,
  components: readonly ShapedComponent[],
  category: string,
): RuleViolation | undefined {
  if (!offer) return undefined;
  if (category !== 'MARKETING') {
    return violation('offer.category', 'A limited-time offer must be of the category MARKETING.');
  }
  if (partOf(components, 'FOOTER')) return violation('offer.footer', 'A limited-time offer must not have a footer.');
  const text = offer.limited_time_offer?.text ?? '';
  if (text.trim() !== '' && lengthOf(text) <= maxOfferText) return undefined;
  return violation('offer.text', `A limited-time offer needs a text of 1 to ${maxOfferText} characters.`);
}
