import type { Channel } from '../../../modules/channels/index.ts';
import { describeTemplate, type Template, type TemplateDescription } from '../../../modules/templates/index.ts';
import type { components } from '../../generated/campaigns.ts';
import { toOpenableLink } from '../../inbox/shapes/template.ts';

type Schemas = components['schemas'];

const mediaKinds = ['image', 'video', 'document'] as const;

/** A template to choose, with the names of its variables in their places. */
export function toTemplateChoice(template: Template, channels: readonly Channel[]): Schemas['TemplateChoice'] {
  const described = describeTemplate(template);
  const mediaPlace = isMedia(described) ? described.header?.parameterIndex : undefined;
  const { id, name, language, category, status, quality } = template;
  return {
    id,
    name,
    language,
    category,
    status,
    quality,
    channelIds: channels.filter(({ wabaId }) => wabaId === template.wabaId).map((channel) => channel.id),
    parameters: described.parameters.map((parameter, place) => ({
      name: parameter.name,
      sample: parameter.sample,
      isMedia: place === mediaPlace,
    })),
    preview: toPattern(template, described),
  };
}

export function toPattern(template: Template, described = describeTemplate(template)): Schemas['TemplateContent'] {
  const { id, name, language, headerMedia } = template;
  const { header, bodyNamed, footer, buttons } = described;
  const kind = mediaKinds.find((known) => known === header?.format.toLowerCase());
  const link = headerMedia.header?.path ?? header?.link ?? null;
  return {
    id,
    name,
    language,
    headerText: header?.textNamed ?? header?.text ?? null,
    headerMedia: kind === undefined ? null : { kind, url: link === null ? null : toOpenableLink(link) },
    body: bodyNamed,
    footer: footer ?? null,
    buttons: buttons.map((button) => ({
      kind: button.kind.toUpperCase(),
      text: button.text,
      value: button.urlNamed ?? button.phoneNumber ?? button.offerCode ?? null,
    })),
    answered: null,
  };
}

function isMedia({ header }: TemplateDescription): boolean {
  return mediaKinds.some((kind) => kind === header?.format.toLowerCase());
}
