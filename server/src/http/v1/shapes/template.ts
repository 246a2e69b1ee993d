import type { components } from '@parley/contract/wati-v1-v2';
import {
  type ButtonDescription,
  describeTemplate,
  type HeaderDescription,
  type SampleMedia,
  type SectionDescription,
  type Template,
  type TemplateComponent,
  type TemplateParameter,
} from '../../../modules/templates/index.ts';
import { toLanguageName } from './language-name.ts';

type Schemas = components['schemas'];
type Parameters = readonly TemplateParameter[];

/** A template as v1 lists it. */
export function toV1Template(template: Template): Schemas['MessageTemplate'] {
  const description = describeTemplate(template);
  const { parameters, cards } = description;
  const { own } = template;
  const isHsm = own?.type === 'hsm';
  const languageName = toLanguageName(template.language);
  return {
    id: template.id,
    wabaId: template.wabaId,
    elementName: template.name,
    category: template.category,
    subCategory: template.subCategory,
    hsm: isHsm ? description.bodyNumbered : null,
    hsmOriginal: isHsm ? description.bodyNamed : null,
    customParams: parameters.map(({ name, sample }) => ({ paramName: name, paramValue: sample })),
    status: template.status,
    language: { key: languageName, value: template.language, text: languageName },
    lastModified: template.updatedAt.toISOString(),
    type: isHsm ? 'hsm' : 'template',
    ...toSection(description, parameters, own?.samples?.[0]),
    footer: description.footer ?? null,
    carouselCards:
      cards.length === 0 ? null : cards.map((card, index) => toSection(card, parameters, own?.samples?.[index + 1])),
    catalogInfo: null,
    limitedTimeOffer: toOffer(template.components),
    ...toExpiry(template.components),
    quality: template.quality,
    creationMethod: own?.creationMethod ?? 0,
    isUrlBtnClickTrackingEnabled: own?.trackClicks === true,
    trackingUrlVersion: null,
    rejectedReason: template.rejectedReason,
  };
}

function toSection(section: SectionDescription, parameters: Parameters, sample: SampleMedia | null | undefined) {
  return {
    header: section.header ? toHeader(section.header, parameters, sample) : null,
    body: section.bodyNumbered,
    bodyOriginal: section.bodyNamed,
    buttons: section.buttons.map((button) => toButton(button, parameters)),
    buttonsType: toButtonsType(section.buttons),
  };
}

/** The numbers of header kinds; 0 is also any kind that WATI has no number for. */
const headerTypes: Readonly<Record<string, number>> = { TEXT: 1, IMAGE: 2, VIDEO: 3, DOCUMENT: 4 };

function toHeader(
  header: HeaderDescription,
  parameters: Parameters,
  sample: SampleMedia | null | undefined,
): Schemas['TemplateHeader'] {
  return {
    type: headerTypes[header.format] ?? 0,
    typeString: header.format.toLowerCase(),
    text: header.text ?? null,
    link: header.link ?? null,
    mediaHeaderId: sample?.handle ?? null,
    mediaFromPC: sample?.fileName ?? null,
    headerOriginal: header.textNamed ?? null,
    headerParamMapping: toMapping(header.parameterIndex, parameters),
  };
}

function toButton(button: ButtonDescription, parameters: Parameters): Schemas['TemplateButton'] {
  return {
    type: button.kind,
    parameter: {
      text: button.text,
      phoneNumber: button.phoneNumber ?? null,
      url: button.url ?? null,
      urlOriginal: button.urlNamed ?? null,
      urlType: button.url === undefined ? 'none' : button.urlIsDynamic ? 'dynamic' : 'static',
      buttonParamMapping: toMapping(button.parameterIndex, parameters),
      ...(button.offerCode === undefined ? {} : { copyOfferCode: button.offerCode }),
    },
  };
}

/** The variable of a header or button: its place in customParams, counted from 0, and its name. */
function toMapping(place: number | undefined, parameters: Parameters): Schemas['ParamMapping'] {
  return place === undefined ? null : { index: place, paramName: parameters[place]?.name ?? null };
}

function toButtonsType(buttons: readonly ButtonDescription[]): string {
  const replies = buttons.filter((button) => button.kind === 'quick_reply').length;
  if (buttons.length === 0) return 'none';
  if (buttons.some((button) => button.kind === 'order_details')) return 'order_details';
  if (replies === 0) return 'call_to_action';
  return replies === buttons.length ? 'quick_reply' : 'quick_reply_and_call_to_action';
}

function toOffer(list: readonly TemplateComponent[]): { text: string; hasExpiration: boolean } | null {
  const offer = list.find((part) => part.type?.toUpperCase() === 'LIMITED_TIME_OFFER')?.limited_time_offer;
  return offer ? { text: offer.text ?? '', hasExpiration: offer.has_expiration === true } : null;
}

function toExpiry(list: readonly TemplateComponent[]) {
  const minutes = list.find((part) => part.type?.toUpperCase() === 'FOOTER')?.code_expiration_minutes;
  const body = list.find((part) => part.type?.toUpperCase() === 'BODY');
  return {
    expiresIn: minutes ?? 0,
    includeExpiryTime: minutes !== undefined,
    addSecurityRecommendation: body?.add_security_recommendation === true,
  };
}
