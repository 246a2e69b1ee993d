import type { components } from '@parley/contract/wati-v3';
import {
  describeTemplate,
  type Template,
  type TemplateComponent,
  type TemplateDescription,
} from '../../../modules/templates/index.ts';
import { toLanguageOption } from './language.ts';
import { toButtonDto, toButtonsType, toCardDto, toHeaderDto } from './template-parts.ts';

type Schemas = components['schemas'];
type MessageTemplateDto = Schemas['MessageTemplateDto'];

/** A template: `body` with the names of its parameters, `body_original` with numbers. Dates and numbers are never null. */
export function toMessageTemplateDto(template: Template): MessageTemplateDto {
  const described = describeTemplate(template);
  const { parameters } = described;
  const sources = partOf(template, 'BUTTONS')?.buttons ?? [];
  return {
    id: template.id,
    name: template.name,
    category: template.category.toUpperCase(),
    sub_category: template.subCategory,
    catalog_info: null,
    hsm: described.bodyNamed,
    hsm_original: described.bodyNumbered,
    custom_params: parameters.map(({ name, sample }) => ({ name, value: sample })),
    status: template.status.toUpperCase(),
    language_option: toLanguageOption(template.language),
    last_modified: template.updatedAt.toISOString(),
    type: toType(described),
    header: toHeaderDto(described.header, parameters),
    body: described.bodyNamed,
    body_original: described.bodyNumbered,
    footer: described.footer ?? null,
    buttons: described.buttons.map((button, place) => toButtonDto(button, sources[place], parameters)),
    buttons_type: toButtonsType(described.buttons),
    carousel_cards: described.cards.length === 0 ? null : described.cards.map((card) => toCardDto(card, parameters)),
    ...toAuthenticationMembers(template),
    is_url_btn_click_tracking_enabled: template.own?.trackClicks === true,
    limited_time_offer: toOfferDto(template),
    quality: template.quality,
    creation_method: 'HUMAN',
  };
}

function toType({ cards, header }: TemplateDescription): string {
  return cards.length > 0 ? 'carousel' : (header?.format ?? 'TEXT');
}

function toAuthenticationMembers(
  template: Template,
): Pick<MessageTemplateDto, 'expires_in' | 'include_expiry_time' | 'add_security_recommendation'> {
  const minutes = partOf(template, 'FOOTER')?.code_expiration_minutes;
  return {
    expires_in: minutes ?? 0,
    include_expiry_time: minutes !== undefined,
    add_security_recommendation: partOf(template, 'BODY')?.add_security_recommendation === true,
  };
}

/** Without `expiration_time`: it is given with each send, and a date must not be null. */
function toOfferDto(template: Template): Schemas['LimitedTimeOfferDto'] | null {
  const offer = partOf(template, 'LIMITED_TIME_OFFER')?.limited_time_offer;
  return offer === undefined ? null : { text: offer.text ?? null, has_expiration: offer.has_expiration === true };
}

function partOf(template: Template, type: string): TemplateComponent | undefined {
  return template.components.find((part) => part.type?.toUpperCase() === type);
}
