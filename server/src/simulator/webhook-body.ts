import { createHmac } from 'node:crypto';

/** One change of a webhook, before it becomes bytes. */
export interface WebhookChange {
  readonly wabaId: string;
  readonly field: string;
  readonly value: unknown;
  /** Unix seconds; account fields carry it and messages do not (schema WebhookEnvelope). */
  readonly atSeconds: number | undefined;
}

/** Departures from the usual bytes, for faults. */
export interface EncodingOptions {
  /** Characters beyond ASCII as they are, as no real webhook has them. */
  readonly rawUtf8?: boolean | undefined;
  /** Bytes of an unknown member that makes the body long. */
  readonly paddingBytes?: number | undefined;
}

/**
 * The bytes Meta sends (rules 8.2 and 8.3): ASCII-only JSON, other characters as lower-case `\uXXXX`, `/` as `\/`.
 * A `message_template_id` of digits is written as a number without loss (rule 1.7). Neighbours of one account share an entry.
 */
export function encodeWebhook(changes: readonly WebhookChange[], options: EncodingOptions = {}): string {
  const { paddingBytes } = options;
  const json = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: toEntries(changes),
    ...(paddingBytes ? { simulator_padding: 'x'.repeat(paddingBytes) } : {}),
  }).replace(/"message_template_id":"([1-9]\d*)"/g, '"message_template_id":$1');
  if (options.rawUtf8) return json;
  return json
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The value of X-Hub-Signature-256 for those bytes. */
export function signWebhook(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/** The value of the older X-Hub-Signature (rule 8.4). */
export function signWebhookBySha1(body: string, appSecret: string): string {
  return `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`;
}

interface Entry {
  readonly id: string;
  readonly time: number | undefined;
  readonly changes: { readonly field: string; readonly value: unknown }[];
}

function toEntries(changes: readonly WebhookChange[]): Entry[] {
  const entries: Entry[] = [];
  for (const { wabaId, field, value, atSeconds } of changes) {
    const last = entries.at(-1);
    if (last?.id === wabaId && last.time === atSeconds) last.changes.push({ field, value });
    else entries.push({ id: wabaId, time: atSeconds, changes: [{ field, value }] });
  }
  return entries;
}
