import { describeTemplate, type Template, type TemplateDescription } from '../../../modules/templates/index.ts';
import type { components } from '../../generated/templates.ts';

type Schemas = components['schemas'];

/** Parts, headers and buttons that the editor knows. */
const knownParts: ReadonlySet<string> = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
const knownHeaders: ReadonlySet<string> = new Set(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT']);
const knownButtons: ReadonlySet<string> = new Set(['quick_reply', 'url', 'phone_number', 'copy_code', 'otp']);
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
    cards: described.cards.length,
    isOwnKind,
    canEdit: isOwnKind && !isBusy && editable.has(status) && (status === 'DRAFT' || template.metaId !== null),
    createdAt: template.createdAt.toISOString(),
    updatedAt: template.updatedAt.toISOString(),
  };
}

function isKnown({ components: parts }: Template, { header, buttons, cards }: TemplateDescription): boolean {
  return (
    cards.length === 0 &&
    parts.every(({ type }) => knownParts.has(type?.toUpperCase() ?? '')) &&
    (header === undefined || knownHeaders.has(header.format)) &&
    buttons.every(({ kind }) => knownButtons.has(kind))
  );
}

function toContent(template: Template, described: TemplateDescription): Schemas['TemplateContent'] {
  const part = (type: string) => template.components.find((entry) => entry.type?.toUpperCase() === type);
  const raw = part('BUTTONS')?.buttons ?? [];
  return {
    header: toHeader(template, described),
    body: described.bodyNamed,
    footer: described.footer ?? null,
    buttons: described.buttons.map(({ kind, text, urlNamed, phoneNumber, offerCode }, place) => ({
      kind,
      text,
      url: urlNamed ?? null,
      phoneNumber: phoneNumber ?? null,
      offerCode: offerCode ?? null,
      flowId: raw[place]?.flow_id ?? null,
      flowAction: raw[place]?.flow_action ?? null,
      navigateScreen: raw[place]?.navigate_screen ?? null,
    })),
    expiryMinutes: part('FOOTER')?.code_expiration_minutes ?? null,
    securityAdvice: part('BODY')?.add_security_recommendation ?? false,
    trackClicks: template.own?.trackClicks ?? false,
    samples: described.parameters.map(({ name, sample }) => ({ name, value: sample })),
  };
}

function toHeader(template: Template, { header }: TemplateDescription): Schemas['TemplateHeader'] | null {
  if (header === undefined) return null;
  const { format, textNamed, link = null } = header;
  const isMedia = format !== 'TEXT' && format !== 'LOCATION';
  return {
    format,
    text: textNamed ?? null,
    sample: isMedia ? toSample(template, link) : null,
    parameter: template.headerParameter,
  };
}

function toSample({ own, headerMedia }: Template, shown: string | null): Schemas['TemplateSample'] | null {
  const given = own?.samples?.[0];
  if (!given && shown === null) return null;
  const isAddress = shown !== null && /^https?:/i.test(shown);
  const path = given?.path ?? null;
  const openable = path ?? headerMedia.header?.path ?? null;
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
