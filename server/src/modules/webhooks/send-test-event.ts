import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import type { OutboundHttp } from '../../outbound-http/outbound-http.ts';
import { isDelivered, toAttemptFacts } from './attempt.ts';
import { getDelivery, type WholeDelivery } from './deliveries.ts';
import { openSecrets, unsigned } from './endpoint-secrets.ts';
import { readEventTypes } from './event-names.ts';
import { webhookSamples } from './generated/samples.ts';
import { insertTestStatement } from './log-queries.ts';
import { getEndpoint } from './manage-endpoints.ts';
import { toDeliveryHeaders } from './signature.ts';

export interface TestEventDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secrets: SecretBox;
  readonly outbound: Pick<OutboundHttp, 'post'>;
}

const timeoutMs = 10_000;

/**
 * Sends the sample of an event (by default the first that the endpoint hears of) at once, whatever the endpoint's status,
 * and answers what came of it: one attempt, at most 10 s, that changes nothing of the endpoint's health. It stands in the
 * log. Throws webhook.not_found or webhook.event_unknown.
 */
export async function sendTestEvent(
  deps: TestEventDeps,
  ctx: Context,
  endpointId: string,
  eventType: string | undefined,
): Promise<WholeDelivery> {
  const endpoint = await getEndpoint(deps, ctx, endpointId);
  const [event] = eventType === undefined ? endpoint.eventTypes : readEventTypes([eventType]);
  const name = event ?? 'message';
  const at = deps.clock.now();
  const deliveryId = newId(at.getTime());
  const body = JSON.stringify(webhookSamples[name] ?? { eventType: name });
  const secrets = openSecrets(deps.secrets, endpoint)(at.getTime());
  const headers = secrets && toDeliveryHeaders({ deliveryId, secrets, body, atMs: at.getTime() });
  const outcome = headers ? await deps.outbound.post({ url: endpoint.url, headers, body, timeoutMs }) : unsigned;
  const { status, errorClass, error, durationMs, answer } = toAttemptFacts(outcome, at, timeoutMs);
  const state = isDelivered(outcome) ? 'delivered' : 'failed';
  const values = [endpoint.id, deliveryId, name, body, state, status, errorClass, error, durationMs, answer, at];
  await deps.db.tenant(ctx.tenantId, insertTestStatement, values);
  return getDelivery(deps, ctx, deliveryId);
}
