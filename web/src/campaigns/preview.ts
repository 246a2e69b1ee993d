import type { components } from '@parley/contract/campaigns';
import { isMediaKind } from './new-source.ts';

type Schemas = components['schemas'];
type FirstPerson = Schemas['FirstPerson'];
type RecipientFile = Schemas['RecipientFile'];
type TemplateChoice = Schemas['TemplateChoice'];
type ValueSource = Schemas['ValueSource'];

type Content = TemplateChoice['preview'];

/** Whose values stand in the template. */
interface Example {
  readonly file: RecipientFile | undefined;
  readonly person: FirstPerson | undefined;
}

/** The template with values in place, as far as they are known before the dry run. */
export function toPreview(
  { preview, parameters }: TemplateChoice,
  values: readonly ValueSource[],
  { file, person }: Example,
): Content {
  const knownOf = (name: string): string | undefined => {
    const source = values.find((value) => value.name === name);
    return source && sampleOf(source, { file, person });
  };
  const fill = (text: string): string =>
    text.replaceAll(/\{\{([^{}]+)\}\}/g, (whole, name: string) => knownOf(name.trim()) || whole);
  const media = parameters.find(({ kind }) => isMediaKind(kind));
  const link = media && knownOf(media.name);
  const end = parameters.find(({ kind }) => kind === 'moment');
  return {
    ...preview,
    headerText: preview.headerText === null ? null : fill(preview.headerText),
    headerMedia: preview.headerMedia && media ? { ...preview.headerMedia, url: link || null } : preview.headerMedia,
    body: fill(preview.body),
    cards: preview.cards.map((card) => ({ ...card, body: fill(card.body) })),
    offer: preview.offer && { ...preview.offer, endsAt: (end && momentOf(knownOf(end.name))) ?? null },
  };
}

/** As the server reads it: ISO 8601 or unix milliseconds. */
function momentOf(text = ''): string | null {
  const ms = /^\d{12,14}$/.test(text.trim()) ? Number(text) : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

function sampleOf({ from, value, fallback }: ValueSource, { file, person }: Example): string {
  if (from === 'text') return value;
  if (from === 'upload') return value && `/api/v1/getMedia?fileName=${encodeURIComponent(value)}`;
  if (from === 'attribute') return attributeOf(person, value)?.trim() || fallback;
  const place = file?.columns.indexOf(value) ?? -1;
  return file?.samples[0]?.[place] || fallback;
}

/** Name and number can be chosen like attributes. */
function attributeOf(person: FirstPerson | undefined, attribute: string): string | null | undefined {
  const wanted = attribute.toLowerCase();
  if (wanted === 'name') return person?.name;
  if (wanted === 'phone') return person?.phone;
  return person?.attributes[attribute];
}
