import { type ButtonPart, type HeaderPart, joinText, type ReadableTemplate, readAnatomy } from './anatomy.ts';
import { compileComponents, headerTypeOf } from './build-components.ts';
import { compileLengthChecks } from './check-lengths.ts';
import { compileFormChecks } from './check-values.ts';
import { compileExtras } from './extra-values.ts';
import { toHeaderLink, toShownLink } from './header-link.ts';
import { findOwnCopy } from './own-copy.ts';
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
  /** Where the media of the header is: an address, or a path of our own (`data/...`). */
  readonly headerLink: string | null;
  /** Why a message with these values must fail after it was accepted (wati-v1-v2-behaviour 10). */
  readonly deferredFailure?: string;
}

export type SendableTemplate = Pick<Template, 'id' | 'name' | 'language'> &
  ReadableTemplate &
  Partial<Pick<Template, 'headerMedia'>>;

const urlWithBlank = 'Dynamic URL button parameter cannot contain spaces';

/** Fills one template once; see `compileTemplate`. */
export function fillTemplate(template: SendableTemplate, given: readonly GivenParameter[]): FilledTemplate {
  return compileTemplate(template)(given);
}

/**
 * Makes the function that fills this template, for any number of recipients. It throws template.parameters_missing when a
 * value is absent, blank, not of its form, refused by Meta for its characters, or makes a text too long.
 *
 * The media of a fixed header cannot be given (wati-v1-v2-behaviour 10): a reference stands for it until it is sent, see
 * `toHeaderLink`. What only some templates need and nobody can give here (products, order details) is left to Meta to refuse.
 */
export function compileTemplate(template: SendableTemplate): (given: readonly GivenParameter[]) => FilledTemplate {
  const anatomy = readAnatomy(template);
  const sections = [anatomy, ...anatomy.cards];
  const readValues = compileValues(anatomy.parameters);
  const readExtras = compileExtras(anatomy);
  const checkLengths = compileLengthChecks(sections);
  const checkForms = compileFormChecks(anatomy);
  const { id: templateId, headerMedia = {} } = template;
  const shownOf = (header: HeaderPart): string | undefined =>
    (findOwnCopy(template.own, header.slot) ?? headerMedia[header.slot])?.path ?? header.link;
  const linkOf = (header: HeaderPart): string | undefined => {
    const shown = shownOf(header);
    return shown === undefined ? undefined : toHeaderLink({ templateId, slot: header.slot }, shown);
  };
  const buildComponents = compileComponents(anatomy, { isNamed: template.parameterFormat === 'NAMED', linkOf });
  const urlPlaces = sections.flatMap((section) => section.buttons.flatMap(urlPlacesOf));
  const { name } = template;
  const language = { code: template.language };
  const headerType = headerTypeOf(anatomy.header);
  const { header } = anatomy;
  const fixedLink = header === undefined ? null : (shownOf(header) ?? null);

  return (given) => {
    const { extras, rest } = readExtras?.(given) ?? { extras: undefined, rest: given };
    const values = readValues(rest);
    checkForms(values);
    checkLengths(values);
    const content = { name, language, components: buildComponents(values, extras) };
    const headerLink =
      header?.media === undefined ? fixedLink : toShownLink(values[header.media]?.trim() ?? '') || null;
    const text = anatomy.body ? joinText(anatomy.body, (place) => values[place] ?? '') : '';
    const fails = urlPlaces.some((place) => /\s/.test(values[place] ?? ''));
    return { content, text, headerType, headerLink, ...(fails ? { deferredFailure: urlWithBlank } : {}) };
  };
}

function urlPlacesOf(button: ButtonPart): number[] {
  return button.url?.slots.map((slot) => slot.parameter) ?? [];
}
