import { checkVariablePlaces, checkVariables, variablesOf, withoutVariables } from './check-variables.ts';
import {
  firstViolation,
  lengthOf,
  type ParameterFormat,
  partOf,
  type RuleViolation,
  type ShapedCard,
  violation,
} from './shape.ts';

const maxHeader = 60;
const maxFooter = 60;
const mediaFormats: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF']);
const headerFormats: ReadonlySet<string> = new Set(['TEXT', 'LOCATION', 'PRODUCT', ...mediaFormats]);

/** The body: there once, 1 to `max` characters, its variables (subcodes 2388040, 2388072). */
export function checkBody(
  parts: readonly ShapedCard[],
  { format, max, where }: { format: ParameterFormat; max: number; where: string },
): RuleViolation | undefined {
  const body = partOf(parts, 'BODY');
  const text = body?.text ?? '';
  if (text.trim() === '') return violation('body.required', `${where} must have a text.`, 2388072);
  if (lengthOf(text) > max) {
    return violation('body.length', `${where} has ${lengthOf(text)} characters; at most ${max} are allowed.`, 2388040);
  }
  const { body_text, body_text_named_params: named } = body?.example ?? {};
  return firstViolation([
    () => checkVariables({ text, where, format, inOrder: body_text?.[0], named }),
    () => checkVariablePlaces(text, where),
  ]);
}

/** The header: a text of at most 60 characters with one variable at most, or media with a sample (subcode 2388047). */
export function checkHeader(
  header: ShapedCard | undefined,
  { format, where }: { format: ParameterFormat; where: string },
): RuleViolation | undefined {
  if (!header) return undefined;
  const kind = header.format?.toUpperCase() ?? '';
  if (!headerFormats.has(kind)) {
    const known = [...headerFormats].join(', ');
    return violation('header.format', `${where} must have one of the formats ${known}.`, 2388047);
  }
  if (kind === 'TEXT') return checkHeaderText(header, format, where);
  if (header.text) return violation('header.text', `${where} of format ${kind} must not have a text.`, 2388047);
  if (!mediaFormats.has(kind) || header.example?.header_handle?.[0]?.trim()) return undefined;
  return violation('header.sample', `${where} of format ${kind} needs a sample file.`, 2388047);
}

function checkHeaderText(header: ShapedCard, format: ParameterFormat, where: string): RuleViolation | undefined {
  const text = header.text ?? '';
  if (text.trim() === '') return violation('header.required', `${where} must have a text.`, 2388047);
  if (lengthOf(text) > maxHeader) {
    const message = `${where} has ${lengthOf(text)} characters; at most ${maxHeader} are allowed.`;
    return violation('header.length', message, 2388047);
  }
  if (/[\n\r*~`]|\p{Extended_Pictographic}/u.test(withoutVariables(text))) {
    return violation('header.characters', `${where} must not have line breaks, emoji or formatting.`, 2388047);
  }
  if (variablesOf(text).length > 1) {
    return violation('header.variables', `${where} may have one variable at most.`, 2388047);
  }
  const { header_text: inOrder, header_text_named_params: named } = header.example ?? {};
  return checkVariables({ text, where, format, inOrder, named });
}

/** The footer: at most 60 characters, no variables (subcode 2388073). */
export function checkFooter(footer: ShapedCard | undefined): RuleViolation | undefined {
  if (!footer) return undefined;
  const text = footer.text ?? '';
  if (text.trim() === '') return violation('footer.required', 'The footer must have a text.', 2388073);
  if (lengthOf(text) > maxFooter) {
    const message = `The footer has ${lengthOf(text)} characters; at most ${maxFooter} are allowed.`;
    return violation('footer.length', message, 2388073);
  }
  if (/\{\{|\}\}/.test(text)) return violation('footer.variables', 'The footer must not have variables.', 2388073);
  if (/[\n\r]/.test(text)) return violation('footer.characters', 'The footer must not have line breaks.', 2388073);
  return undefined;
}
