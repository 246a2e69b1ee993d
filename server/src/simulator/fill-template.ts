import { checkMediaReference, type FindMedia, type LaterFailure } from './check-media.ts';
import { type FilledButton, fillButtons } from './fill-buttons.ts';
import { fillText, type ParameterFormat, wrongCount, wrongFormat } from './fill-text.ts';
import { GraphError } from './graph-errors.ts';
import { isJsonObject, type JsonObject, listOrEmpty, objectOrEmpty, textOrUndefined } from './json-value.ts';
import type { SimulatedTemplate } from './simulated-account.ts';

const maxHeader = 60;
const maxBody = 1024;
const mediaFormats = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF']);
const authenticationBody = '*{{1}}* is your verification code.';

/** A template as the phone shows it. */
export interface FilledTemplate {
  readonly header: JsonObject | undefined;
  readonly body: string;
  readonly footer: string | undefined;
  readonly buttons: readonly FilledButton[];
  readonly cards: readonly FilledTemplate[];
  readonly laterFailure: LaterFailure | undefined;
}

interface Filling {
  readonly format: ParameterFormat;
  readonly isAuthentication: boolean;
  readonly findMedia: FindMedia;
}

/** Fills a template with the components of a send, or refuses them as Meta does (1310xx, 1320xx). */
export function fillTemplate(
  template: SimulatedTemplate,
  sent: readonly unknown[],
  findMedia: FindMedia,
): FilledTemplate {
  const filling: Filling = {
    format: template.parameter_format ?? 'POSITIONAL',
    isAuthentication: template.category === 'AUTHENTICATION',
    findMedia,
  };
  return fillComponents(template.components, sent, filling);
}

function fillComponents(approved: readonly JsonObject[], sent: readonly unknown[], filling: Filling): FilledTemplate {
  const given = groupByType(sent);
  const component = (type: string) => approved.find((entry) => typeOf(entry) === type);
  const header = fillHeader(component('HEADER'), parametersOf(given, 'HEADER'), filling);
  const body = fillText({
    text: bodyTextOf(component('BODY'), filling.isAuthentication),
    parameters: parametersOf(given, 'BODY'),
    format: filling.format,
    where: 'body',
    max: maxBody,
  });
  const buttons = listOrEmpty(component('BUTTONS')?.buttons).map(objectOrEmpty);
  checkLimitedTimeOffer(component('LIMITED_TIME_OFFER'), parametersOf(given, 'LIMITED_TIME_OFFER'));
  const cards = fillCards(component('CAROUSEL'), given.get('CAROUSEL')?.[0], filling);
  return {
    header: header.shown,
    body,
    footer: footerOf(component('FOOTER')),
    buttons: fillButtons(buttons, given.get('BUTTON') ?? [], filling.isAuthentication),
    cards,
    laterFailure: header.laterFailure ?? cards.find((card) => card.laterFailure)?.laterFailure,
  };
}

function groupByType(sent: readonly unknown[]): Map<string, JsonObject[]> {
  const groups = new Map<string, JsonObject[]>();
  for (const component of sent) {
    if (!isJsonObject(component)) throw new GraphError(100, 'Each of template components must be a JSON object.');
    const type = typeOf(component);
    const group = groups.get(type) ?? [];
    if (group.length > 0 && type !== 'BUTTON') throw new GraphError(132018, `${type.toLowerCase()}: given twice`);
    groups.set(type, [...group, component]);
  }
  return groups;
}

function fillHeader(
  header: JsonObject | undefined,
  parameters: readonly unknown[],
  filling: Filling,
): { shown: JsonObject | undefined; laterFailure?: LaterFailure | undefined } {
  const format = String(header?.format ?? 'TEXT').toUpperCase();
  if (!header) {
    if (parameters.length > 0) throw wrongCount('header', parameters.length, 0);
    return { shown: undefined };
  }
  if (format === 'TEXT') {
    const text = textOrUndefined(header.text) ?? '';
    const filled = fillText({ text, parameters, format: filling.format, where: 'header', max: maxHeader });
    return { shown: { type: 'text', text: filled } };
  }
  const parameter = objectOrEmpty(parameters[0]);
  const given = String(parameter.type ?? '').toLowerCase();
  if (parameters.length !== 1 || given !== format.toLowerCase()) throw wrongFormat('header', format, given);
  const content = objectOrEmpty(parameter[given]);
  const laterFailure = mediaFormats.has(format) ? checkMediaReference(given, content, filling.findMedia) : undefined;
  return { shown: { type: given, [given]: content }, laterFailure };
}

function checkLimitedTimeOffer(offer: JsonObject | undefined, parameters: readonly unknown[]): void {
  if (!offer) {
    if (parameters.length > 0) throw wrongCount('limited_time_offer', parameters.length, 0);
    return;
  }
  if (objectOrEmpty(offer.limited_time_offer).has_expiration !== true) return;
  const given = objectOrEmpty(objectOrEmpty(parameters[0]).limited_time_offer);
  if (!Number.isInteger(given.expiration_time_ms)) {
    throw new GraphError(131008, 'limited_time_offer: Parameter expiration_time_ms is required');
  }
}

function fillCards(carousel: JsonObject | undefined, sent: JsonObject | undefined, filling: Filling): FilledTemplate[] {
  const approved = listOrEmpty(carousel?.cards).map(objectOrEmpty);
  const given = listOrEmpty(sent?.cards).map(objectOrEmpty);
  if (approved.length !== given.length) throw wrongCount('carousel', given.length, approved.length);
  return approved.map((card, index) => {
    const own = given.find((entry) => entry.card_index === index);
    if (!own) throw new GraphError(132018, `carousel: The card with card_index ${index} is missing`);
    const components = listOrEmpty(card.components).map(objectOrEmpty);
    return fillComponents(components, listOrEmpty(own.components), filling);
  });
}

function bodyTextOf(body: JsonObject | undefined, isAuthentication: boolean): string {
  const text = textOrUndefined(body?.text);
  if (text !== undefined || !isAuthentication || !body) return text ?? '';
  const advice = body.add_security_recommendation === true ? ' For your security, do not share this code.' : '';
  return authenticationBody + advice;
}

function footerOf(footer: JsonObject | undefined): string | undefined {
  const minutes = footer?.code_expiration_minutes;
  const text = textOrUndefined(footer?.text);
  return text ?? (minutes === undefined ? undefined : `This code expires in ${String(minutes)} minutes.`);
}

function parametersOf(given: ReadonlyMap<string, JsonObject[]>, type: string): readonly unknown[] {
  return listOrEmpty(given.get(type)?.[0]?.parameters);
}

function typeOf(component: JsonObject): string {
  return String(component.type ?? '').toUpperCase();
}
