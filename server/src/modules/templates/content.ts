import type { TemplateButton, TemplateComponent } from './components.ts';
import { cutText, isNumber } from './placeholders.ts';
import type { SampleMedia } from './types.ts';

/** What is in a template, as a person writes it. */
export interface TemplateContent extends ContentSection {
  readonly footer: string | undefined;
  readonly cards: readonly ContentSection[];
  readonly offer: { readonly text: string; readonly hasExpiration: boolean } | undefined;
  /** Authentication templates only: minutes after which the code expires, and the advice not to share it. */
  readonly expiryMinutes: number | undefined;
  readonly securityAdvice: boolean;
  /** The url buttons lead through Parley, which counts clicks. */
  readonly trackClicks?: boolean | undefined;
  /** Sample values, in the order of the parameters. */
  readonly samples: readonly { readonly name: string; readonly value: string }[];
}

export interface ContentSection {
  readonly header: ContentHeader | undefined;
  readonly body: string;
  readonly buttons: readonly ContentButton[];
}

export interface ContentHeader {
  /** TEXT, IMAGE, VIDEO, DOCUMENT, LOCATION. */
  readonly format: string;
  readonly text: string | undefined;
  readonly sample: SampleMedia | undefined;
  /** The parameter that brings the address of the media of each send; undefined: all get the same. */
  readonly parameter: string | undefined;
}

export interface ContentButton {
  /** quick_reply, url, phone_number (or call), copy_code, otp, flow and others of Meta's kinds, in any case. */
  readonly kind: string;
  readonly text: string | undefined;
  readonly url: string | undefined;
  /** The name of the variable in the address, where the address has a number. */
  readonly urlParameter: string | undefined;
  readonly phoneNumber: string | undefined;
  readonly offerCode: string | undefined;
  readonly flowId: string | undefined;
  readonly flowAction: string | undefined;
  readonly navigateScreen: string | undefined;
}

const defaultOtpText = 'Copy code';

/** The components without the examples of their variables. Authentication templates have Meta's own texts. */
export function composeParts(category: string, content: TemplateContent): TemplateComponent[] {
  if (category === 'AUTHENTICATION') return composeAuthentication(content);
  const { offer, footer, cards } = content;
  const [header, body, buttons] = composeSection(content);
  return [
    header,
    offer && {
      type: 'LIMITED_TIME_OFFER',
      limited_time_offer: { text: offer.text, has_expiration: offer.hasExpiration },
    },
    body ?? { type: 'BODY', text: '' },
    footer ? { type: 'FOOTER', text: footer } : undefined,
    cards.length === 0
      ? undefined
      : { type: 'CAROUSEL', cards: cards.map((card) => ({ components: composeSection(card).filter(isThere) })) },
    buttons,
  ].filter(isThere);
}

/** For each button the name of the variable of its address, where it has one of its own. */
export function wantedUrlNames(buttons: readonly ContentButton[]): (string | undefined)[] {
  return buttons.map(({ url = '', urlParameter }) => {
    const variable = cutText(url).find((part) => typeof part !== 'string');
    if (variable === undefined || typeof variable === 'string') return undefined;
    return urlParameter ?? (isNumber(variable.placeholder) ? undefined : variable.placeholder);
  });
}

function composeAuthentication({ header, expiryMinutes, securityAdvice, buttons, cards }: TemplateContent) {
  const [button, ...others] = buttons;
  const otp: TemplateButton = { type: 'OTP', otp_type: 'COPY_CODE', text: button?.text || defaultOtpText };
  // Whatever Meta does not take here is handed on, so that its rules refuse it.
  return [
    ...(header ? composeSection({ header, body: '', buttons: [] }).filter(isThere) : []),
    { type: 'BODY', add_security_recommendation: securityAdvice },
    ...(expiryMinutes === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: expiryMinutes }]),
    { type: 'BUTTONS', buttons: [button && !isOtp(button) ? toButton(button) : otp, ...others.map(toButton)] },
    ...(cards.length === 0 ? [] : [{ type: 'CAROUSEL', cards: [] }]),
  ];
}

function isOtp({ kind }: ContentButton): boolean {
  return ['otp', 'copy_code', 'url', ''].includes(kind.toLowerCase());
}

function composeSection({ header, body, buttons }: ContentSection): (TemplateComponent | undefined)[] {
  return [
    header && toHeader(header),
    body === '' ? undefined : { type: 'BODY', text: body },
    buttons.length === 0 ? undefined : { type: 'BUTTONS', buttons: buttons.map(toButton) },
  ];
}

function toHeader({ format, text, sample }: ContentHeader): TemplateComponent {
  if (format === 'TEXT') return { type: 'HEADER', format, text: text ?? '' };
  const file = sample?.handle ?? sample?.link;
  return { type: 'HEADER', format, ...(file ? { example: { header_handle: [file] } } : {}) };
}

function toButton(button: ContentButton): TemplateButton {
  const { kind, text, url, phoneNumber, offerCode, flowId, flowAction, navigateScreen } = button;
  const word = kind.trim().toUpperCase();
  const type = word === 'CALL' ? 'PHONE_NUMBER' : word;
  return {
    type,
    ...(text === undefined ? {} : { text }),
    ...(type === 'URL' ? { url: toMetaUrl(url ?? '') } : {}),
    ...(type === 'PHONE_NUMBER' ? { phone_number: phoneNumber ?? '' } : {}),
    ...(type === 'COPY_CODE' && offerCode !== undefined ? { example: offerCode } : {}),
    ...(type === 'FLOW'
      ? {
          flow_id: flowId ?? '',
          flow_action: flowAction ?? 'navigate',
          ...(navigateScreen ? { navigate_screen: navigateScreen } : {}),
        }
      : {}),
  };
}

/** The address with its variable as {{1}}; one with more of them is left for the rules to refuse. */
function toMetaUrl(url: string): string {
  const parts = cutText(url);
  if (parts.filter((part) => typeof part !== 'string').length !== 1) return url;
  return parts.map((part) => (typeof part === 'string' ? part : '{{1}}')).join('');
}

function isThere(part: TemplateComponent | undefined): part is TemplateComponent {
  return part !== undefined;
}
