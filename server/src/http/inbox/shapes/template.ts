import type { TimelineMessageRow } from '../../../modules/inbox/index.ts';
import { type ButtonDescription, type TemplateDescription, toShownLink } from '../../../modules/templates/index.ts';
import type { components } from '../../generated/inbox.ts';
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
    headerMedia: toHeaderMedia(header, described),
    body: message.text ?? '',
    footer: described?.footer ?? null,
    buttons: (described?.buttons ?? []).map((button, index) => toButton(button, valuesOfButton(components, index))),
    answered,
  };
}

function toHeaderMedia(
  parameters: readonly Readonly<Record<string, unknown>>[],
  described: DescribedTemplate,
): Schemas['TemplateMedia'] | null {
  const format = described?.header?.format.toLowerCase();
  const given = parameters.find((parameter) => mediaKinds.some((kind) => kind === parameter.type));
  const kind = mediaKinds.find((known) => known === (given?.type ?? format));
  if (kind === undefined) return null;
  const link = text(objectOf(given?.[kind]).link) ?? described?.header?.link ?? null;
  return { kind, url: link === null ? null : toOpenableLink(toShownLink(link)) };
}

/** A path of our own opens by the call that serves such paths. */
export function toOpenableLink(link: string): string {
  return link.startsWith('data/') ? `/api/v1/getMedia?fileName=${encodeURIComponent(link)}` : link;
}

function toButton(button: ButtonDescription, values: readonly string[]): Schemas['TemplateButton'] {
  const { kind, url, phoneNumber, offerCode } = button;
  const value = url === undefined ? (phoneNumber ?? offerCode ?? null) : fill(url, values);
  return { kind: kind.toUpperCase(), text: button.text, value };
}

function valuesOfButton(components: readonly Readonly<Record<string, unknown>>[], index: number): string[] {
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
