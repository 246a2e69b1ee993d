import { kindOf } from './check-buttons.ts';
import { lengthOf, partOf, type RuleViolation, type ShapedButton, type ShapedComponent, violation } from './shape.ts';

const maxExpiryMinutes = 90;
const maxText = 25;
const otpTypes: ReadonlySet<string> = new Set(['COPY_CODE', 'ONE_TAP', 'ZERO_TAP']);
const maxApps = 5;

/**
 * An authentication template: Meta writes its text, so it has a body with the advice on or off, a footer with the life of
 * the code, and one one-time password button.
 */
export function checkAuthentication(components: readonly ShapedComponent[]): RuleViolation | undefined {
  const other = components.find((part) => !['BODY', 'FOOTER', 'BUTTONS'].includes(part.type.toUpperCase()));
  if (other) {
    const message = `An authentication template must not have a component of type ${other.type.toUpperCase()}.`;
    return violation('authentication.components', message);
  }
  if (!partOf(components, 'BODY')) return violation('body.required', 'The body must be there.', 2388072);
  const footer = partOf(components, 'FOOTER');
  const minutes = footer?.code_expiration_minutes;
  if (footer && (minutes === undefined || !Number.isInteger(minutes) || minutes < 1 || minutes > maxExpiryMinutes)) {
    const message = `The code of an authentication template expires after 1 to ${maxExpiryMinutes} whole minutes.`;
    return violation('authentication.expiry', message, 2388073);
  }
  const buttons = partOf(components, 'BUTTONS')?.buttons ?? [];
  const [button] = buttons;
  if (!button || buttons.length > 1 || kindOf(button) !== 'OTP') {
    return violation(
      'authentication.button',
      'An authentication template needs one one-time password button and no other.',
    );
  }
  return checkOtp(button);
}

function checkOtp({
  otp_type,
  text,
  supported_apps,
  zero_tap_terms_accepted,
}: ShapedButton): RuleViolation | undefined {
  const kind = otp_type?.toUpperCase() ?? '';
  if (!otpTypes.has(kind)) {
    return violation('authentication.otp_type', `otp_type must be one of ${[...otpTypes].join(', ')}.`);
  }
  if (text !== undefined && lengthOf(text) > maxText) {
    return violation(
      'buttons.text_length',
      `The button "${text}" is too long; at most ${maxText} characters are allowed.`,
    );
  }
  const apps = supported_apps?.length ?? 0;
  if (kind !== 'COPY_CODE' && (apps < 1 || apps > maxApps)) {
    return violation('authentication.apps', `A ${kind} button needs 1 to ${maxApps} supported apps.`);
  }
  if (kind === 'ZERO_TAP' && zero_tap_terms_accepted !== true) {
    return violation('authentication.terms', 'A ZERO_TAP button needs zero_tap_terms_accepted.');
  }
  return undefined;
}
