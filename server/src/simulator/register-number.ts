import type { Clock } from '../kernel/clock.ts';
import type { Channel } from './accounts.ts';
import { requireProduct } from './check-send.ts';
import { GraphError } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import { optionalText, requireText } from './read-parameter.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { WebhookSender } from './webhook-sender.ts';

const hourMs = 3_600_000;
/** Behaviour 4: registrations of a number. */
const registrationsKeptMs = 72 * hourMs;
const maxRegistrations = 10;
/** Wrong PINs in a row, and how long no more are looked at then; both inferred. */
const maxWrongPins = 5;
const pinLockMs = 12 * hourMs;
/** Meta's page of errors: the code that was sent is another one. */
const wrongCode = 136025;

export interface RegistrationDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly sender: WebhookSender;
}

/** Puts a verified number into service; throws 133005, 133006, 133008, 133015 or 133016. */
export function registerNumber(deps: RegistrationDeps, channel: Channel, body: JsonObject): { success: true } {
  requireProduct(body);
  const pin = readPin(body);
  const region = optionalText(body, 'data_localization_region');
  if (region !== undefined && !/^[A-Z]{2}$/i.test(region)) {
    throw new GraphError(100, 'Param data_localization_region must be a country code of two letters.');
  }
  const { state } = channel;
  const nowMs = deps.clock.nowMs();
  if (state.status === 'DELETED') throw new GraphError(133015, 'Wait 5 minutes before you register it again.');
  if (state.codeVerification !== 'VERIFIED') throw new GraphError(133006, 'Verify the number with a code first.');
  state.registrations = state.registrations.filter((at) => at > nowMs - registrationsKeptMs);
  if (state.registrations.length >= maxRegistrations) {
    throw new GraphError(133016, 'A number can be registered ten times in 72 hours.');
  }
  checkPin(channel, pin, nowMs);
  state.registrations.push(nowMs);
  state.pin = pin;
  state.status = 'CONNECTED';
  return { success: true };
}

/** Takes a number out of service: its sends are refused with 133010. */
export function deregisterNumber(channel: Channel): { success: true } {
  if (channel.state.status === 'PENDING') throw new GraphError(133010, 'The number is not registered.');
  channel.state.status = 'DISCONNECTED';
  return { success: true };
}

/** Sends the code of a number; the control interface shows it. Throws 136024 when the number is verified already. */
export function requestCode(deps: RegistrationDeps, channel: Channel, body: JsonObject): { success: true } {
  const method = requireText(body, 'code_method').toUpperCase();
  if (method !== 'SMS' && method !== 'VOICE')
    throw new GraphError(100, 'Param code_method must be one of {SMS, VOICE}.');
  requireText(body, 'language');
  const { state } = channel;
  if (state.codeVerification === 'VERIFIED') throw new GraphError(136024, 'The number is verified already.');
  state.verificationCode = deps.ids.verificationCode();
  return { success: true };
}

/** Takes the code that was sent. */
export function verifyCode(channel: Channel, body: JsonObject): { success: true } {
  const code = requireText(body, 'code').replace(/\D/g, '');
  const { state } = channel;
  if (state.verificationCode === undefined || code !== state.verificationCode) {
    throw new GraphError(wrongCode, 'The code is not the one that was sent.');
  }
  state.verificationCode = undefined;
  state.codeVerification = 'VERIFIED';
  return { success: true };
}

/** Sets the PIN of two-step verification, and tells of it (field `security`). */
export function setPin(deps: RegistrationDeps, channel: Channel, body: JsonObject): void {
  channel.state.pin = readPin(body);
  channel.state.wrongPins = 0;
  deps.sender.send({
    wabaId: channel.waba.id,
    field: 'security',
    value: {
      display_phone_number: channel.digits,
      event: 'PIN_CHANGED',
      requester: channel.waba.portfolio.id,
    },
    channel,
    operation: 'account',
  });
}

function readPin(body: JsonObject): string {
  const pin = typeof body.pin === 'number' ? String(body.pin) : requireText(body, 'pin');
  if (!/^\d{6}$/.test(pin)) throw new GraphError(100, 'Param pin must be 6 digits.');
  return pin;
}

function checkPin({ state }: Channel, pin: string, nowMs: number): void {
  if (nowMs < state.pinLockedUntilMs) {
    const seconds = Math.ceil((state.pinLockedUntilMs - nowMs) / 1000);
    throw new GraphError(133008, `Too many wrong PINs. Try again in ${seconds} seconds.`);
  }
  if (state.pin === undefined || state.pin === pin) {
    state.wrongPins = 0;
    return;
  }
  state.wrongPins += 1;
  if (state.wrongPins >= maxWrongPins) {
    state.wrongPins = 0;
    state.pinLockedUntilMs = nowMs + pinLockMs;
  }
  throw new GraphError(133005, 'The PIN of two-step verification is wrong.');
}
