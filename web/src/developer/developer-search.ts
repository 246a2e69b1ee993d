export interface WebhookSearch {
  readonly endpoint?: string;
  readonly delivery?: string;
}

export interface TokenSearch {
  readonly state?: 'expired' | 'revoked';
  /** The dialog that makes one. */
  readonly make?: true;
}

export interface RequestSearch {
  readonly outcome?: RequestOutcome;
  readonly operation?: string;
  readonly token?: string;
  readonly path?: string;
  readonly since?: RequestSpan;
  readonly call?: string;
  readonly live?: true;
}

export const requestOutcomes = ['ok', 'failed', '4xx', '5xx'] as const;
export type RequestOutcome = (typeof requestOutcomes)[number];

export const requestSpans = ['15m', '1h', '24h'] as const;
export type RequestSpan = (typeof requestSpans)[number];

export interface ReferenceSearch {
  /** An operation as `document.id`, or an event as `event.name`. */
  readonly show?: string;
  readonly q?: string;
}

type Raw = Record<string, unknown>;

export function readWebhookSearch(raw: Raw): WebhookSearch {
  return { ...text(raw, 'endpoint'), ...text(raw, 'delivery') };
}

export function readTokenSearch(raw: Raw): TokenSearch {
  return { ...oneOf(raw, 'state', ['expired', 'revoked'] as const), ...flag(raw, 'make') };
}

export function readRequestSearch(raw: Raw): RequestSearch {
  return {
    ...oneOf(raw, 'outcome', requestOutcomes),
    ...text(raw, 'operation'),
    ...text(raw, 'token'),
    ...text(raw, 'path'),
    ...oneOf(raw, 'since', requestSpans),
    ...text(raw, 'call'),
    ...flag(raw, 'live'),
  };
}

export function readReferenceSearch(raw: Raw): ReferenceSearch {
  return { ...text(raw, 'show'), ...text(raw, 'q') };
}

function text<Name extends string>(raw: Raw, name: Name): Partial<Record<Name, string>> {
  const value = raw[name];
  const isGiven = typeof value === 'string' ? value !== '' : typeof value === 'number';
  return isGiven ? ({ [name]: String(value) } as Partial<Record<Name, string>>) : {};
}

function oneOf<Name extends string, Value extends string>(
  raw: Raw,
  name: Name,
  values: readonly Value[],
): Partial<Record<Name, Value>> {
  const value = values.find((one) => one === raw[name]);
  return value === undefined ? {} : ({ [name]: value } as Partial<Record<Name, Value>>);
}

function flag<Name extends string>(raw: Raw, name: Name): Partial<Record<Name, true>> {
  return raw[name] === true ? ({ [name]: true } as Partial<Record<Name, true>>) : {};
}
