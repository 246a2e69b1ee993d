import type { components } from '@parley/contract/wati-v3';
import type {
  ButtonDescription,
  HeaderDescription,
  SectionDescription,
  TemplateButton,
  TemplateParameter,
} from '../../../modules/templates/index.ts';

type Schemas = components['schemas'];
type Parameters = readonly TemplateParameter[];

/** Null where a template has no header. */
export function toHeaderDto(
  header: HeaderDescription | undefined,
  parameters: Parameters,
): Schemas['HeaderMessageTemplateComponentDto'] | null {
  if (header === undefined) return null;
  return {
    type: header.format,
    text: header.textNamed ?? null,
    link: header.link ?? null,
    media_header_id: null,
    media_from_pc: null,
    header_original: header.text ?? null,
    header_param_mapping: toParamDto(header.parameterIndex, parameters),
  };
}

/** `source` is the button as Meta holds it, for what no other kind of button has. */
export function toButtonDto(
  button: ButtonDescription,
  source: TemplateButton | undefined,
  parameters: Parameters,
): Schemas['ButtonMessageTemplateComponentDto'] {
  return {
    type: button.kind === 'phone_number' ? 'call' : button.kind,
    parameter: {
      text: button.text,
      phone_number: button.phoneNumber ?? null,
      url: button.urlNamed ?? null,
      url_original: button.url ?? null,
      url_type: button.url === undefined ? null : button.urlIsDynamic ? 'dynamic' : 'static',
      button_param_mapping: toParamDto(button.parameterIndex, parameters),
      copy_offer_code: button.offerCode ?? null,
      order_details: null,
      ...(button.kind === 'flow' ? toFlowMembers(source) : {}),
    },
  };
}

function toFlowMembers(
  source: TemplateButton | undefined,
): Partial<Schemas['ButtonMessageTemplateComponentParameterDto']> {
  return {
    flow_id: source?.flow_id ?? null,
    flow_action: source?.flow_action?.toLowerCase() ?? null,
    navigate_screen: source?.navigate_screen ?? null,
  };
}

/** The words of v1; null without buttons, as in the vendor's sample. */
export function toButtonsType(buttons: readonly ButtonDescription[]): string | null {
  if (buttons.length === 0) return null;
  const replies = buttons.filter((button) => button.kind === 'quick_reply').length;
  if (replies === buttons.length) return 'quick_reply';
  return replies === 0 ? 'call_to_action' : 'quick_reply_and_call_to_action';
}

export function toCardDto(
  card: SectionDescription,
  parameters: Parameters,
): Schemas['CarouselMessageTemplateViewModelDto'] {
  return {
    header: toHeaderDto(card.header, parameters),
    body: card.bodyNamed,
    body_original: card.bodyNumbered,
    body_param_mapping: listParams(card.bodyNamed, parameters),
    buttons: card.buttons.map((button) => toButtonDto(button, undefined, parameters)),
    buttons_type: toButtonsType(card.buttons),
  };
}

function listParams(text: string, parameters: Parameters): Schemas['TemplateParamDto'][] {
  const names = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));
  return parameters.flatMap(({ name }, index) => (names.has(name) ? [{ index, param_name: name }] : []));
}

/** `index` counts from 0 in the template's `custom_params`. */
function toParamDto(index: number | undefined, parameters: Parameters): Schemas['TemplateParamDto'] | null {
  const parameter = index === undefined ? undefined : parameters[index];
  return index === undefined || parameter === undefined ? null : { index, param_name: parameter.name };
}
