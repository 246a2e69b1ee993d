import { variablesOf, withoutVariables } from './check-variables.ts';
import { firstViolation, lengthOf, type RuleViolation, type ShapedButton, violation } from './shape.ts';

const maxButtons = 10;
const maxText = 25;
const maxUrl = 2000;
const maxPhone = 20;
/** Fifteen until December 2025 (cloud-api-behaviour 7.12). */
const maxOfferCode = 20;

/** How many buttons of a kind a template may have; kinds that are not listed: one. */
const maxOfKind: Readonly<Record<string, number>> = { QUICK_REPLY: 10, URL: 2 };

/** All of the contract's schema TemplateButton but OTP, which only authentication templates have. */
const kinds: ReadonlySet<string> = new Set([
  'QUICK_REPLY',
  'URL',
  'PHONE_NUMBER',
  'COPY_CODE',
  'MPM',
  'SPM',
  'CATALOG',
  'FLOW',
  'VOICE_CALL',
  'ORDER_DETAILS',
  'REQUEST_CONTACT_INFO',
  'APP',
]);

export function kindOf(button: ShapedButton): string {
  return button.type.toUpperCase();
}

/** Number, kinds, order and content of buttons (cloud-api-behaviour 7.8). `max` is lower on the cards of a carousel. */
export function checkButtons(
  buttons: readonly ShapedButton[],
  where: string,
  max = maxButtons,
): RuleViolation | undefined {
  if (buttons.length === 0) return violation('buttons.required', `${where} must have at least one button.`);
  if (buttons.length > max) {
    return violation('buttons.count', `${where} has ${buttons.length} buttons; at most ${max} are allowed.`);
  }
  return firstViolation([
    () => checkKinds(buttons, where),
    () => checkOrder(buttons, where),
    ...buttons.map((button) => () => checkButton(button)),
  ]);
}

function checkKinds(buttons: readonly ShapedButton[], where: string): RuleViolation | undefined {
  for (const button of buttons) {
    const kind = kindOf(button);
    if (kind === 'OTP') {
      return violation('buttons.otp', 'Only authentication templates may have a one-time password button.');
    }
    if (!kinds.has(kind)) return violation('buttons.kind', `${where} has a button of the unknown kind ${button.type}.`);
    const max = maxOfKind[kind] ?? 1;
    const count = buttons.filter((other) => kindOf(other) === kind).length;
    if (count > max) {
      return violation(
        'buttons.kind_count',
        `${where} has ${count} buttons of kind ${kind}; at most ${max} are allowed.`,
      );
    }
  }
  return undefined;
}

function checkOrder(buttons: readonly ShapedButton[], where: string): RuleViolation | undefined {
  const isReply = buttons.map((button) => kindOf(button) === 'QUICK_REPLY');
  const changes = isReply.filter((reply, place) => place > 0 && reply !== isReply[place - 1]).length;
  if (changes <= 1) return undefined;
  return violation(
    'buttons.order',
    `${where} must keep its quick replies together, before or after the other buttons.`,
  );
}

function checkButton(button: ShapedButton): RuleViolation | undefined {
  const kind = kindOf(button);
  // Meta writes the text of a copy-code button itself.
  const text = kind === 'COPY_CODE' ? undefined : checkText(button);
  if (text) return text;
  switch (kind) {
    case 'URL':
      return checkUrl(button);
    case 'PHONE_NUMBER':
      return checkPhone(button.phone_number ?? '');
    case 'COPY_CODE':
      return checkOfferCode(button);
    case 'FLOW':
      if (button.flow_id || button.flow_name || button.flow_json) return undefined;
      return violation('buttons.flow', `The button "${button.text}" needs the id, the name or the JSON of its flow.`);
    default:
      return undefined;
  }
}

function checkText({ text = '' }: ShapedButton): RuleViolation | undefined {
  if (text.trim() === '') return violation('buttons.text', 'Every button must have a text.');
  if (lengthOf(text) > maxText) {
    return violation(
      'buttons.text_length',
      `The button "${text}" is too long; at most ${maxText} characters are allowed.`,
    );
  }
  if (/\{\{|\}\}/.test(text)) {
    return violation('buttons.text_variables', `The text of the button "${text}" must not have variables.`);
  }
  return undefined;
}

function checkUrl({ text, url = '', example }: ShapedButton): RuleViolation | undefined {
  const named = `The button "${text}"`;
  if (url.length > maxUrl) {
    return violation(
      'buttons.url_length',
      `${named} has too long an address; at most ${maxUrl} characters are allowed.`,
    );
  }
  const fixed = withoutVariables(url);
  if (!/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(fixed) || /\s/.test(fixed) || /\{\{|\}\}/.test(fixed)) {
    return violation('buttons.url', `${named} needs an absolute http or https address.`);
  }
  const variables = variablesOf(url);
  if (variables.length === 0) return undefined;
  if (variables.length > 1 || !/\}\}$/.test(url)) {
    return violation('buttons.url_variable', `${named} may have one variable in its address, at the end.`);
  }
  const sample = typeof example === 'string' ? example : example?.[0];
  if (sample?.trim() && sample.trim() !== fixed) return undefined;
  return violation('buttons.url_sample', `${named} needs a sample value for the variable of its address.`);
}

function checkPhone(phone: string): RuleViolation | undefined {
  const digits = phone.replace(/[\s().-]/g, '');
  if (lengthOf(phone) <= maxPhone && /^\+?\d{5,}$/.test(digits)) return undefined;
  const message = `A call button needs a phone number with country code, at most ${maxPhone} characters long.`;
  return violation('buttons.phone', message);
}

function checkOfferCode({ example }: ShapedButton): RuleViolation | undefined {
  const code = (typeof example === 'string' ? example : example?.[0]) ?? '';
  if (code.trim() !== '' && lengthOf(code) <= maxOfferCode) return undefined;
  const message = `A copy-code button needs a sample code of 1 to ${maxOfferCode} characters.`;
  return violation('buttons.offer_code', message);
}
