import {
  checkContent,
  checkTemplate,
  findCardViolations,
  type RuleViolation,
  toLanguageCode,
} from '../../meta/template-rules/index.ts';
import { readAnatomy } from './anatomy.ts';
import type { TemplateComponent } from './components.ts';
import { type ComposedTemplate, composeTemplate } from './compose-template.ts';
import type { TemplateContent } from './content.ts';
import { foretellRejection } from './foretell-rejection.ts';

export interface TemplateToWrite {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly content: TemplateContent;
}

export interface TemplateProblem {
  /** name, language, category, header, body, footer, buttons, `buttons.0`, cards, `cards.0.body` ..., offer, expiryMinutes, content. */
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  /** Errors are rules of Meta, which drafts keep too; warnings are what its reviewers often refuse. */
  readonly severity: 'error' | 'warning';
}

export interface CheckedTemplate {
  readonly problems: readonly TemplateProblem[];
  /** What a send must give, in its order. */
  readonly variables: readonly string[];
  /** What Meta would get. */
  readonly meta: Readonly<Record<string, unknown>>;
}

/** A body that keeps every rule: a part is checked beside it, so that the rule that is broken is the part's. */
const plainBody: TemplateComponent = { type: 'BODY', text: 'Text' };
const plainOffer: TemplateComponent = { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Offer' } };
const known: ReadonlySet<string> = new Set(['MARKETING', 'UTILITY']);
const fieldOfType: Readonly<Record<string, string>> = {
  HEADER: 'header',
  BODY: 'body',
  FOOTER: 'footer',
  LIMITED_TIME_OFFER: 'offer',
};

/** All that is wrong with a template, each at its field, by the rules that `createTemplate` and `submitTemplate` keep. */
export function checkDraft({ name, language, category: given, content }: TemplateToWrite): CheckedTemplate {
  const category = given.toUpperCase();
  const composed = composeTemplate(category, content);
  const code = toLanguageCode(language) ?? language.trim();
  const errors = [...checkIdentity(name.trim(), code, category), ...checkEachPart(category, composed)];
  if (errors.length === 0) {
    const { parameterFormat: format, components } = composed;
    errors.push(
      ...errorAt('content', checkTemplate({ name: name.trim(), language: code, category, format, components })),
    );
  }
  const { parameterFormat, components } = composed;
  const { parameters } = readAnatomy({
    category,
    parameterFormat,
    components,
    own: composed.own,
    headerParameter: content.header?.parameter ?? null,
  });
  return {
    problems: [...errors, ...foretellRejection(category, content)],
    variables: parameters.map((parameter) => parameter.name),
    meta: { name: name.trim(), language: code, category, parameter_format: parameterFormat, components },
  };
}

function checkIdentity(name: string, language: string, category: string): TemplateProblem[] {
  const fine = {
    name: 'fine',
    language: 'en',
    category: 'UTILITY',
    format: 'POSITIONAL',
    components: [plainBody],
  } as const;
  return [
    ...errorAt('name', checkTemplate({ ...fine, name })),
    ...errorAt('language', checkTemplate({ ...fine, language })),
    ...errorAt('category', category === 'AUTHENTICATION' ? undefined : checkTemplate({ ...fine, category })),
  ];
}

function checkEachPart(category: string, { components, parameterFormat: format }: ComposedTemplate): TemplateProblem[] {
  if (category === 'AUTHENTICATION') {
    const found = checkContent({ category, format, components });
    return errorAt(found?.rule === 'authentication.expiry' ? 'expiryMinutes' : 'content', found);
  }
  const isOffer = components.some(({ type }) => type === 'LIMITED_TIME_OFFER');
  const check = (part: TemplateComponent): RuleViolation | undefined => {
    const beside = part.type === 'BODY' ? [] : [plainBody];
    // The text of an offer is shorter, and no other category has one.
    if (part.type === 'BODY' && isOffer) beside.push(plainOffer);
    const shown = isOffer && part.type === 'LIMITED_TIME_OFFER' && known.has(category) ? category : 'MARKETING';
    return checkContent({ category: shown, format, components: [...beside, part] });
  };
  return components.flatMap((part) => {
    const field = fieldOfType[part.type ?? ''];
    if (field !== undefined) return errorAt(field, check(part));
    if (part.type === 'CAROUSEL') return checkCards(part, format, check);
    if (part.type !== 'BUTTONS') return [];
    const buttons = part.buttons ?? [];
    const each = buttons.flatMap((button, place) =>
      errorAt(`buttons.${place}`, check({ type: 'BUTTONS', buttons: [button] })),
    );
    return each.length > 0 ? each : errorAt('buttons', check(part));
  });
}

/** Each card on its own, then whether they are alike. */
function checkCards(
  carousel: TemplateComponent,
  format: ComposedTemplate['parameterFormat'],
  check: (part: TemplateComponent) => RuleViolation | undefined,
): TemplateProblem[] {
  const each = findCardViolations(carousel, format).flatMap(({ card, field, found }) =>
    errorAt(`cards.${card}.${field}`, found),
  );
  return each.length > 0 ? each : errorAt('cards', check(carousel));
}

function errorAt(field: string, found: RuleViolation | undefined): TemplateProblem[] {
  return found ? [{ field, rule: found.rule, message: found.message, severity: 'error' }] : [];
}
