import { createHmac } from 'node:crypto';

/** The headers of a delivery that only Parley sends. Those of WATI have no equal: it publishes none. */
export interface DeliveryHeaderFacts {
  readonly deliveryId: string;
  /** Every one of them signs: while secrets are changed the new and the old one. None: no signature. */
  readonly secrets: readonly string[];
  readonly body: string;
  readonly atMs: number;
}

export function toDeliveryHeaders({ deliveryId, secrets, body, atMs }: DeliveryHeaderFacts): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'Parley-Webhooks/1',
    'x-parley-delivery': deliveryId,
    'x-parley-sequence': String(sequenceOf(deliveryId)),
  };
  if (secrets.length > 0) headers['x-parley-signature'] = toSignature(secrets, Math.floor(atMs / 1000), body);
  return headers;
}

/** `t=<unix seconds>,v1=<hex>`, one v1 for each secret: HMAC-SHA256 over "<t>.<body>" with the secret's own characters. */
export function toSignature(secrets: readonly string[], atSeconds: number, body: string): string {
  const signatures = secrets.map((secret) => createHmac('sha256', secret).update(`${atSeconds}.${body}`).digest('hex'));
  return [`t=${atSeconds}`, ...signatures.map((signature) => `v1=${signature}`)].join(',');
}

/**
 * The place of a delivery in its conversation: the milliseconds and the counter of its id (kernel/ids.ts), by which
 * deliveries are ordered too. It grows, with gaps, and fits in 52 bits.
 */
export function sequenceOf(deliveryId: string): number {
  return Number.parseInt(deliveryId.slice(0, 13), 16);
}
