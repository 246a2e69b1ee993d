/** What Meta tells of an account or of one of its numbers, read from a webhook. */
export type AccountChange =
  | { readonly kind: 'reviewed'; readonly decision: string }
  | { readonly kind: 'deleted' }
  | AccountUpdate
  | {
      readonly kind: 'limitsChanged';
      /** Such as TIER_2K. */
      readonly dailyLimit: string | null;
      /** Removed by Meta in February 2026. */
      readonly dailyPerPhone: number | null;
      readonly maxNumbersOfBusiness: number | null;
      readonly maxNumbersOfAccount: number | null;
    }
  | { readonly kind: 'numberRemoved'; readonly phoneNumber: string }
  | { readonly kind: 'numberReconnected'; readonly phoneNumber: string }
  | {
      readonly kind: 'numberQualityChanged';
      readonly phoneNumber: string;
      /** ONBOARDING, UPGRADE, DOWNGRADE, FLAGGED, UNFLAGGED or THROUGHPUT_UPGRADE. */
      readonly event: string;
      readonly currentLimit: string | null;
      readonly oldLimit: string | null;
    }
  | {
      readonly kind: 'numberNameReviewed';
      readonly phoneNumber: string;
      readonly decision: string;
      readonly name: string | null;
    };

/** A violation, a ban, a restriction, or whatever else happened to an account. */
export interface AccountUpdate {
  readonly kind: 'updated';
  readonly event: string;
  readonly violation: { readonly violation_type: string } | null;
  readonly ban: { readonly waba_ban_state: string; readonly waba_ban_date: string | null } | null;
  readonly restrictions: readonly { readonly restriction_type: string; readonly expiration: string | null }[] | null;
}

type Value = Readonly<Record<string, unknown>>;

/** The fields of Meta's webhooks that tell of an account or a number. */
export const accountFields: ReadonlySet<string> = new Set([
  'account_update',
  'account_review_update',
  'business_capability_update',
  'phone_number_quality_update',
  'phone_number_name_update',
]);

/** Meta has no field for a number that was removed; these words of account_update name the number. */
const removals: ReadonlySet<string> = new Set(['PHONE_NUMBER_REMOVED', 'PHONE_NUMBER_DELETED', 'ACCOUNT_OFFBOARDED']);
const maxRestrictions = 100;

/** Reads a `change` of one of these fields; undefined when what it must name is missing. */
export function readAccountChange(field: string, value: Value): AccountChange | undefined {
  switch (field) {
    case 'account_review_update': {
      const decision = readWord(value.decision);
      return decision === undefined ? undefined : { kind: 'reviewed', decision };
    }
    case 'account_update':
      return readUpdate(value);
    case 'business_capability_update':
      return {
        kind: 'limitsChanged',
        dailyLimit: readTierWord(value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone),
        dailyPerPhone: readCount(value.max_daily_conversation_per_phone),
        maxNumbersOfBusiness: readCount(value.max_phone_numbers_per_business),
        maxNumbersOfAccount: readCount(value.max_phone_numbers_per_waba),
      };
    case 'phone_number_quality_update':
      return readQuality(value);
    case 'phone_number_name_update': {
      const phoneNumber = readNumber(value.display_phone_number);
      const decision = readWord(value.decision);
      if (phoneNumber === undefined || decision === undefined) return undefined;
      const name = readText(value.requested_verified_name);
      return { kind: 'numberNameReviewed', phoneNumber, decision, name: name ?? null };
    }
    default:
      return undefined;
  }
}

function readUpdate(value: Value): AccountChange | undefined {
  const event = readWord(value.event);
  if (event === undefined) return undefined;
  if (event === 'ACCOUNT_DELETED') return { kind: 'deleted' };
  const phoneNumber = readNumber(value.phone_number);
  if (phoneNumber !== undefined && removals.has(event)) return { kind: 'numberRemoved', phoneNumber };
  if (phoneNumber !== undefined && event === 'ACCOUNT_RECONNECTED') return { kind: 'numberReconnected', phoneNumber };
  const violation = readText(recordOf(value.violation_info)?.violation_type);
  const ban = recordOf(value.ban_info);
  const banState = readText(ban?.waba_ban_state);
  return {
    kind: 'updated',
    event,
    violation: violation === undefined ? null : { violation_type: violation },
    ban: banState === undefined ? null : { waba_ban_state: banState, waba_ban_date: readDay(ban?.waba_ban_date) },
    restrictions: Array.isArray(value.restriction_info) ? readRestrictions(value.restriction_info) : null,
  };
}

function readRestrictions(list: readonly unknown[]) {
  return list.slice(0, maxRestrictions).flatMap((entry) => {
    const type = readText(recordOf(entry)?.restriction_type);
    return type === undefined
      ? []
      : [{ restriction_type: type, expiration: readExpiration(recordOf(entry)?.expiration) }];
  });
}

function readQuality(value: Value): AccountChange | undefined {
  const phoneNumber = readNumber(value.display_phone_number);
  const event = readWord(value.event);
  if (phoneNumber === undefined || event === undefined) return undefined;
  const currentLimit = readTierWord(value.current_limit ?? value.max_daily_conversations_per_business);
  return { kind: 'numberQualityChanged', phoneNumber, event, currentLimit, oldLimit: readTierWord(value.old_limit) };
}

function readWord(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^[A-Za-z_]{1,60}$/.test(raw) ? raw.toUpperCase() : undefined;
}

/** TIER_2K and the like; samples of Meta also have the bare number. */
function readTierWord(raw: unknown): string | null {
  if (typeof raw === 'string' && /^TIER_[A-Z0-9_]{1,30}$/i.test(raw)) return raw.toUpperCase();
  const count = readCount(raw);
  if (count === null) return null;
  if (count < 0) return 'TIER_UNLIMITED';
  return count >= 1000 && count % 1000 === 0 ? `TIER_${count / 1000}K` : `TIER_${count}`;
}

function readCount(raw: unknown): number | null {
  const count = typeof raw === 'string' && /^-?\d{1,9}$/.test(raw) ? Number(raw) : raw;
  return typeof count === 'number' && Number.isSafeInteger(count) && Math.abs(count) < 2 ** 31 ? count : null;
}

/** Digits of a number in any writing. */
function readNumber(raw: unknown): string | undefined {
  const digits = typeof raw === 'string' || typeof raw === 'number' ? String(raw).replace(/\D/g, '') : '';
  return /^\d{5,20}$/.test(digits) ? digits : undefined;
}

/** Meta writes an English long date, `November 30, 2026`; customers are told 2026-11-30. */
function readDay(raw: unknown): string | null {
  const text = readText(raw);
  if (text === undefined) return null;
  const ms = Date.parse(`${text} UTC`);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString().slice(0, 10);
}

/** Meta writes seconds or a date; customers are told an ISO date with the offset +0000. */
function readExpiration(raw: unknown): string | null {
  const isSeconds = typeof raw === 'number' || (typeof raw === 'string' && /^\d{1,11}$/.test(raw));
  if (!isSeconds) return readText(raw) ?? null;
  const at = new Date(Number(raw) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace('.000Z', '+0000');
}

function readText(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const text = raw.replaceAll('\u0000', '').trim().slice(0, 1000);
  return text === '' ? undefined : text;
}

function recordOf(value: unknown): Value | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Value) : undefined;
}
