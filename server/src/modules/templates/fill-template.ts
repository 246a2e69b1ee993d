import { type ButtonPart, joinText, readAnatomy, type TemplateSource } from './anatomy.ts';
import { compileComponents, headerTypeOf } from './build-components.ts';
import { compileLengthChecks } from './check-lengths.ts';
import { compileValues, type GivenParameter } from './parameter-values.ts';
import type { Template } from './types.ts';

/** A template with its values in place, ready to be sent and shown. */
export interface FilledTemplate {
  /** The `template` object of the Cloud API. Parts of it are shared between fillings: do not change it. */
  readonly content: Record<string, unknown>;
  /** The body as the person reads it. */
  readonly text: string;
  /** text, image, video or document; null without a header or with one of another kind. */
  readonly headerType: string | null;
  /** Where the media of the header is. */
  readonly headerLink: string | null;
  /** Why a message with these values must fail after it was accepted (wati-v1-v2-behaviour 10). */
  readonly deferredFailure?: string;
}

export type SendableTemplate = Pick<Template, 'name' | 'language'> & TemplateSource;

const urlWithBlank = 'Dynamic URL button parameter cannot contain spaces';

/** Fills one template once; see `compileTemplate`. */
export function fillTemplate(template: SendableTemplate, given: readonly GivenParameter[]): FilledTemplate {
  return compileTemplate(template)(given);
}

/**
 * Makes the function that fills this template, for any number of recipients. It throws template.parameters_missing when a
 * value is absent, blank, refused by Meta for its characters, or makes a text too long.
 *
 * Header media is the sample of the template and an offer's code its example: neither is a parameter. What only some
 * templates need and nobody can give here (a place, products, order details, the end of an offer) is left to Meta to refuse.
 */
export function compileTemplate(template: SendableTemplate): (given: readonly GivenParameter[]) => FilledTemplate {
  const anatomy = readAnatomy(template);
  const sections = [anatomy, ...anatomy.cards];
  const readValues = compileValues(anatomy.parameters);
  const checkLengths = compileLengthChecks(sections);
  const buildComponents = compileComponents(anatomy, template.parameterFormat === 'NAMED');
  const urlPlaces = sections.flatMap((section) => section.buttons.flatMap(urlPlacesOf));
  const { name } = template;
  const language = { code: template.language };
  const headerType = headerTypeOf(anatomy.header);
  const headerLink = anatomy.header?.link ?? null;

  return (given) => {
    const values = readValues(given);
    checkLengths(values);
    const content = { name, language, components: buildComponents(values) };
    const text = anatomy.body ? joinText(anatomy.body, (place) => values[place] ?? '') : '';
    const fails = urlPlaces.some((place) => /\s/.test(values[place] ?? ''));
    return { content, text, headerType, headerLink, ...(fails ? { deferredFailure: urlWithBlank } : {}) };
  };
}

function urlPlacesOf(button: ButtonPart): number[] {
  return button.url?.slots.map((slot) => slot.parameter) ?? [];
}
