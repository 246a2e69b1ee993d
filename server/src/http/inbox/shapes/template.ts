import type { components } from '@parley/contract/inbox';
import type { TimelineMessageRow } from '../../../modules/inbox/index.ts';
import {
  type ButtonDescription,
  type HeaderDescription,
  type SectionDescription,
  type TemplateDescription,
  toShownLink,
} from '../../../modules/templates/index.ts';
import { listOf, objectOf, text } from './message-content.ts';

type Schemas = components['schemas'];

/** What is known of a template beside the values it was sent with; undefined when it is gone. */
export type DescribedTemplate = TemplateDescription | undefined;

const mediaKinds = ['image', 'video', 'document'] as const;

/** A sent template as the phone shows it. */
export function toTemplateContent(
  message: Pick<TimelineMessageRow, 'content' | 'templateId' | 'templateName' | 'text'>,
  described: DescribedTemplate,
  answered: string | null,
): Schemas['TemplateContent'] {
  const content = objectOf(message.content);
  const components = listOf(content.components);
  const header = listOf(components.find((part) => part.type === 'header')?.parameters);
  return {
    id: message.templateId,
    name: message.templateName ?? text(content.name) ?? '',
    language: text(objectOf(content.language).code),
    headerText: described?.header?.text === undefined ? null : fill(described.header.text, header.map(parameterText)),
    headerMedia: toHeaderMedia(header, described?.header),
    body: message.text ?? '',
    footer: described?.footer ?? null,
    buttons: toButtons(described?.buttons ?? [], components),
    cards: toCards(described?.cards ?? [], components),
    offer: toOffer(described, components),
    answered,
  };
}

type Parts = readonly Readonly<Record<string, unknown>>[];

function toCards(cards: readonly SectionDescription[], components: Parts): Schemas['TemplateCard'][] {
  const sent = listOf(components.find((part) => part.type === 'carousel')?.cards);
  return cards.map((card, index) => {
    const parts = listOf(sent.find((entry) => Number(entry.card_index) === index)?.components);
    const parametersOf = (type: string) => listOf(parts.find((part) => part.type === type)?.parameters);
    return {
      headerMedia: toHeaderMedia(parametersOf('header'), card.header),
      body: fillCard(card, parametersOf('body')),
      buttons: toButtons(card.buttons, parts),
    };
  });
}

/** By the names of its variables, or in their order where they have none. */
function fillCard({ bodyNamed, bodyNumbered }: SectionDescription, parameters: Parts): string {
  const named = new Map(parameters.map((parameter) => [text(parameter.parameter_name), parameterText(parameter)]));
  if (named.has(null)) return fill(bodyNumbered, parameters.map(parameterText));
  return bodyNamed.replace(/\{\{([^{}]*)\}\}/g, (variable, name: string) => named.get(name) ?? variable);
}

function toOffer(described: DescribedTemplate, components: Parts): Schemas['TemplateOffer'] | null {
  if (!described?.offer) return null;
  const [given] = listOf(components.find((part) => part.type === 'limited_time_offer')?.parameters);
  const endsMs = objectOf(given?.limited_time_offer).expiration_time_ms;
  return { text: described.offer.text, endsAt: typeof endsMs === 'number' ? new Date(endsMs).toISOString() : null };
}

function toHeaderMedia(parameters: Parts, header: HeaderDescription | undefined): Schemas['TemplateMedia'] | null {
  const format = header?.format.toLowerCase();
  const given = parameters.find((parameter) => mediaKinds.some((kind) => kind === parameter.type));
  const kind = mediaKinds.find((known) => known === (given?.type ?? format));
  if (kind === undefined) return null;
  const link = text(objectOf(given?.[kind]).link) ?? header?.link ?? null;
  return { kind, url: link === null ? null : toOpenableLink(toShownLink(link)) };
}

/** A path of our own opens by the call that serves such paths. */
export function toOpenableLink(link: string): string {
  return link.startsWith('data/') ? `/api/v1/getMedia?fileName=${encodeURIComponent(link)}` : link;
}

function toButtons(buttons: readonly ButtonDescription[], components: Parts): Schemas['TemplateButton'][] {
  return buttons.map((button, index) => toButton(button, valuesOfButton(components, index)));
}

function toButton(button: ButtonDescription, values: readonly string[]): Schemas['TemplateButton'] {
  const { kind, url, phoneNumber, offerCode } = button;
  const fixed = kind === 'copy_code' ? (values[0] ?? offerCode) : phoneNumber;
  const value = url === undefined ? (fixed ?? null) : fill(url, values);
  return { kind: kind.toUpperCase(), text: button.text, value };
}

function valuesOfButton(components: Parts, index: number): string[] {
  const part = components.find((entry) => entry.type === 'button' && Number(entry.index) === index);
  return listOf(part?.parameters).map(parameterText);
}

function parameterText(parameter: Readonly<Record<string, unknown>>): string {
  return text(parameter.text) ?? text(parameter.payload) ?? text(parameter.coupon_code) ?? '';
}

/** Puts values in the place of variables, in their order. */
function fill(pattern: string, values: readonly string[]): string {
  let next = 0;
  return pattern.replace(/\{\{[^{}]*\}\}/g, (variable) => {
    const value = values[next] ?? variable;
    next += 1;
    return value;
  });
}
