import type { components } from '@parley/contract/templates';
import {
  describeTemplate,
  type HeaderDescription,
  listVariables,
  type SectionDescription,
  type Template,
  type TemplateComponent,
  type TemplateDescription,
} from '../../../modules/templates/index.ts';

type Schemas = components['schemas'];
type RawButtons = TemplateComponent['buttons'];

/** Parts, headers and buttons that the editor knows. */
const knownParts: ReadonlySet<string> = new Set([
  'HEADER',
  'BODY',
  'FOOTER',
  'BUTTONS',
  'CAROUSEL',
  'LIMITED_TIME_OFFER',
]);
const knownHeaders: ReadonlySet<string> = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT']);
const knownCardHeaders: ReadonlySet<string> = new Set(['IMAGE', 'VIDEO']);
const knownButtons: ReadonlySet<string> = new Set([
  'quick_reply',
  'url',
  'phone_number',
  'copy_code',
  'voice_call',
  'catalog',
  'request_contact_info',
  'otp',
]);
/** States from which a change can be submitted. */
const editable: ReadonlySet<string> = new Set(['DRAFT', 'APPROVED', 'REJECTED', 'PAUSED']);

/** A template with its content as a person wrote it, variables by their names. */
export function toTemplate(template: Template): Schemas['Template'] {
  const { id, wabaId, name, language, category, subCategory, status, quality, rejectedReason } = template;
  const described = describeTemplate(template);
  const isOwnKind = isKnown(template, described);
  const isBusy = template.metaCall !== null;
  return {
    id,
    wabaId,
    name,
    language,
    category,
    subCategory,
    status,
    quality,
    rejectedReason,
    isBusy,
    content: toContent(template, described),
    isOwnKind,
    canEdit: isOwnKind && !isBusy && editable.has(status) && (status === 'DRAFT' || template.metaId !== null),
    createdAt: template.createdAt.toISOString(),
    updatedAt: template.updatedAt.toISOString(),
  };
}

function isKnown({ components: parts }: Template, { header, buttons, cards }: TemplateDescription): boolean {
  return (
    parts.every(({ type }) => knownParts.has(type?.toUpperCase() ?? '')) &&
    (header === undefined || knownHeaders.has(header.format)) &&
    buttons.every(({ kind }) => knownButtons.has(kind)) &&
    cards.every(isKnownCard)
  );
}

/** Numbers begin anew on each card, and could not be told apart in the list of samples. */
function isKnownCard({ header, bodyNamed, buttons }: SectionDescription): boolean {
  return (
    knownCardHeaders.has(header?.format ?? '') &&
    buttons.every(({ kind }) => knownButtons.has(kind)) &&
    !listVariables(bodyNamed).some((name) => /^\d+$/.test(name))
  );
}

function toContent(template: Template, described: TemplateDescription): Schemas['TemplateContent'] {
  const part = (type: string) => template.components.find((entry) => entry.type?.toUpperCase() === type);
  const cards = part('CAROUSEL')?.cards ?? [];
  const { offer } = described;
  return {
    header: toHeader(template, described.header, 'header'),
    body: described.bodyNamed,
    footer: described.footer ?? null,
    buttons: toButtons(described, part('BUTTONS')?.buttons),
    cards: described.cards.map((card, place) => ({
      header: toHeader(template, card.header, `card${place}`),
      body: card.bodyNamed,
      buttons: toButtons(
        card,
        cards[place]?.components?.find((entry) => entry.type?.toUpperCase() === 'BUTTONS')?.buttons,
      ),
    })),
    offer: offer ? { text: offer.text, hasExpiration: offer.hasExpiration } : null,
    expiryMinutes: part('FOOTER')?.code_expiration_minutes ?? null,
    securityAdvice: part('BODY')?.add_security_recommendation ?? false,
    trackClicks: template.own?.trackClicks ?? false,
    samples: described.parameters.map(({ name, sample }) => ({ name, value: sample })),
  };
}

function toButtons({ buttons }: SectionDescription, raw: RawButtons): Schemas['TemplateButton'][] {
  return buttons.map(({ kind, text, urlNamed, phoneNumber, offerCode }, place) => ({
    kind,
    text,
    url: urlNamed ?? null,
    phoneNumber: phoneNumber ?? null,
    offerCode: offerCode ?? null,
    flowId: raw?.[place]?.flow_id ?? null,
    flowAction: raw?.[place]?.flow_action ?? null,
    navigateScreen: raw?.[place]?.navigate_screen ?? null,
  }));
}

function toHeader(
  template: Template,
  header: HeaderDescription | undefined,
  slot: string,
): Schemas['TemplateHeader'] | null {
  if (header === undefined) return null;
  const { format, textNamed, link = null } = header;
  const isMedia = format !== 'TEXT' && format !== 'LOCATION';
  return {
    format,
    text: textNamed ?? null,
    sample: isMedia ? toSample(template, link, slot) : null,
    parameter: slot === 'header' ? template.headerParameter : null,
  };
}

function toSample(
  { own, headerMedia }: Template,
  shown: string | null,
  slot: string,
): Schemas['TemplateSample'] | null {
  const place = slot === 'header' ? 0 : Number(slot.slice('card'.length)) + 1;
  const given = own?.samples?.[place];
  if (!given && shown === null) return null;
  const isAddress = shown !== null && /^https?:/i.test(shown);
  const path = given?.path ?? null;
  const openable = path ?? headerMedia[slot]?.path ?? null;
  return {
    handle: given?.handle ?? (isAddress ? null : shown),
    link: given?.link ?? (isAddress ? shown : null),
    mediaId: given?.mediaId ?? null,
    path,
    fileName: given?.fileName ?? null,
    url: openable === null ? (isAddress ? shown : null) : toMediaUrl(openable),
  };
}

/** Where the browser opens a file of the workspace. */
export function toMediaUrl(path: string): string {
  return `/api/v1/getMedia?fileName=${encodeURIComponent(path)}`;
}
