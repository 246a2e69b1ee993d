import type { components } from '@parley/contract/campaigns';
import type { Channel } from '../../../modules/channels/index.ts';
import {
  describeTemplate,
  findHeaderCopy,
  offerCodeName,
  type SectionDescription,
  type Template,
  type TemplateDescription,
} from '../../../modules/templates/index.ts';
import { toOpenableLink } from '../../inbox/shapes/template.ts';

type Schemas = components['schemas'];

const mediaKinds = ['image', 'video', 'document'] as const;

/** A template to choose, with the names of its variables in their places. */
export function toTemplateChoice(template: Template, channels: readonly Channel[]): Schemas['TemplateChoice'] {
  const described = describeTemplate(template);
  const { id, name, language, category, status, quality } = template;
  return {
    id,
    name,
    language,
    category,
    status,
    quality,
    channelIds: channels.filter(({ wabaId }) => wabaId === template.wabaId).map((channel) => channel.id),
    parameters: toParameters(described),
    preview: toPattern(template, described),
  };
}

export function toPattern(template: Template, described = describeTemplate(template)): Schemas['TemplateContent'] {
  const { id, name, language } = template;
  const { header, bodyNamed, footer, cards, offer } = described;
  return {
    id,
    name,
    language,
    headerText: header?.textNamed ?? header?.text ?? null,
    headerMedia: toMedia(template, described, 'header'),
    body: bodyNamed,
    footer: footer ?? null,
    buttons: toButtons(described),
    cards: cards.map((card, place) => ({
      headerMedia: toMedia(template, card, `card${place}`),
      body: card.bodyNamed,
      buttons: toButtons(card),
    })),
    offer: offer ? { text: offer.text, endsAt: null } : null,
    answered: null,
  };
}

function toMedia(
  template: Template,
  { header }: SectionDescription,
  slot: string,
): Schemas['TemplateContent']['headerMedia'] {
  const kind = mediaKinds.find((known) => known === header?.format.toLowerCase());
  if (kind === undefined) return null;
  const link = findHeaderCopy(template, slot)?.path ?? header?.link ?? null;
  return { kind, url: link === null ? null : toOpenableLink(link) };
}

function toButtons({ buttons }: SectionDescription): Schemas['TemplateButton'][] {
  return buttons.map((button) => ({
    kind: button.kind.toUpperCase(),
    text: button.text,
    value: button.urlNamed ?? button.phoneNumber ?? button.offerCode ?? null,
  }));
}

/** What a send must give, and the code of an offer, which it may. */
function toParameters(described: TemplateDescription): Schemas['TemplateChoice']['parameters'] {
  const { header, offer, parameters } = described;
  const mediaKind = mediaKinds.find((kind) => kind === header?.format.toLowerCase());
  const kindAt = (place: number) =>
    place === offer?.parameterIndex
      ? 'moment'
      : mediaKind !== undefined && place === header?.parameterIndex
        ? mediaKind
        : 'text';
  const code = [described, ...described.cards]
    .flatMap(({ buttons }) => buttons)
    .find(({ kind }) => kind === 'copy_code');
  return [
    ...parameters.map(({ name, sample }, place) => ({ name, sample, kind: kindAt(place), isOptional: false }) as const),
    ...(code && !parameters.some(({ name }) => name.toLowerCase() === offerCodeName)
      ? [{ name: offerCodeName, sample: code.offerCode ?? '', kind: 'code', isOptional: true } as const]
      : []),
  ];
}
