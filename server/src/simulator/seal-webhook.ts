import type { App } from './apps.ts';
import type { Callback } from './callbacks.ts';
import type { WebhookFault } from './faults.ts';
import { encodeWebhook, signWebhook, signWebhookBySha1, type WebhookChange } from './webhook-body.ts';
import type { SignedWebhook } from './webhook-delivery.ts';

/** Changes for one receiver, before they become bytes. */
export interface UnsealedWebhook {
  readonly app: App;
  readonly callback: Callback;
  readonly to: string;
  readonly changes: readonly WebhookChange[];
  readonly onAccepted: (() => void) | undefined;
}

/** Makes the bytes and their signature, right or as the fault wants them. `withSha1` adds the older header (rule 8.4). */
export function sealWebhook(
  webhook: UnsealedWebhook,
  fault: WebhookFault | undefined,
  options: { withSha1: boolean },
): SignedWebhook {
  const { app, callback, to, changes, onAccepted } = webhook;
  const repeated = Array.from({ length: fault?.repeat_in_post ?? 1 }, () => changes).flat();
  const body = encodeWebhook(repeated, {
    rawUtf8: fault?.signature === 'raw_utf8',
    paddingBytes: fault?.padding_bytes,
  });
  const isWrong = fault?.bad_signature === true || fault?.signature === 'wrong_secret';
  const isMissing = fault?.signature === 'missing';
  const secret = isWrong ? `not ${app.secret}` : app.secret;
  const signatures = {
    'x-hub-signature-256': signWebhook(body, secret),
    ...(options.withSha1 ? { 'x-hub-signature': signWebhookBySha1(body, secret) } : {}),
  };
  return {
    lane: `${app.id}/${to}`,
    to,
    field: changes[0]?.field ?? '',
    appId: app.id,
    callback,
    body,
    signatures: isMissing ? {} : signatures,
    isForged: isWrong || isMissing,
    onAccepted,
  };
}

/** Several webhooks of one receiver as one POST of many entries (rule 8.10). */
export function joinWebhooks(parts: readonly [UnsealedWebhook, ...UnsealedWebhook[]]): UnsealedWebhook {
  return {
    ...parts[0],
    changes: parts.flatMap((part) => part.changes),
    onAccepted: () => {
      for (const part of parts) part.onAccepted?.();
    },
  };
}
