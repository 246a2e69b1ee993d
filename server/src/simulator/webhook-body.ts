import { createHmac } from 'node:crypto';

/** One change of a webhook, before it becomes bytes. */
export interface WebhookChange {
  readonly wabaId: string;
  readonly field: string;
  readonly value: unknown;
  /** Unix seconds; account fields carry it and messages do not (schema WebhookEnvelope). */
  readonly atSeconds: number | undefined;
}

/**
 * The bytes Meta sends (rules 8.2 and 8.3): ASCII-only JSON, other characters as lower-case `\uXXXX`, `/` as `\/`.
 * A `message_template_id` of digits is written as a number without loss (rule 1.7).
 */
export function encodeWebhook(change: WebhookChange): string {
  const json = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: change.wabaId, time: change.atSeconds, changes: [{ field: change.field, value: change.value }] }],
  });
  return json
    .replace(/"message_template_id":"([1-9]\d*)"/g, '"message_template_id":$1')
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The value of X-Hub-Signature-256 for those bytes. */
export function signWebhook(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
