import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { type Channel, getChannel } from '../channels/index.ts';
import { readEventTypes, type WebhookEventName } from './event-names.ts';
import { type Endpoint, insertEndpointStatement, listEndpointsStatement, lockTenantStatement } from './queries.ts';

export interface EndpointInput {
  /** The channel's number in any writing; none or an empty one: the default channel. */
  readonly phoneNumber?: string | null | undefined;
  readonly url: string;
  /** 0 disabled, 1 enabled, 2 defective. */
  readonly status: number;
  readonly eventTypes: readonly string[];
  /** Encrypted; undefined: its deliveries are not signed. */
  readonly sealedSecret?: string | undefined;
}

export interface EndpointDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Whether an address may be called at all: its form, and no private host unless the operator allows it. */
  checkUrl(url: string): { ok: true } | { ok: false; reason: string };
}

/** Endpoints that a tenant may have. WATI has a limit and does not publish it. */
export const endpointLimit = 50;
/** Deliveries are spread over the processes by this number of shards. */
export const shardCount = 16;
const urlLimit = 2_048;

/** The endpoints of a tenant, the oldest first. */
export async function listEndpoints(deps: Pick<EndpointDeps, 'db'>, ctx: Context): Promise<Endpoint[]> {
  return deps.db.tenant(ctx.tenantId, listEndpointsStatement);
}

/**
 * Makes endpoints, all or none. Throws channel.not_found, webhook.event_unknown, webhook.url_invalid, webhook.url_exists
 * (details.phoneNumbers: the channels that have that url) or webhook.limit_reached.
 */
export async function createEndpoints(
  deps: EndpointDeps,
  ctx: Context,
  inputs: readonly EndpointInput[],
): Promise<Endpoint[]> {
  const checked: { channel: Channel; input: EndpointInput; eventTypes: WebhookEventName[] }[] = [];
  for (const input of inputs) {
    checkAddress(deps, input.url);
    const eventTypes = readEventTypes(input.eventTypes);
    checked.push({ channel: await getChannel(deps, ctx, input.phoneNumber), input, eventTypes });
  }
  const ids = await deps.db.transaction(async (tx) => {
    await tx.system(lockTenantStatement, [ctx.tenantId]);
    const existing = await tx.tenant(ctx.tenantId, listEndpointsStatement);
    refuseRepeats(existing, checked);
    if (existing.length + checked.length > endpointLimit) {
      throw new AppError('webhook.limit_reached', 'Number of Webhooks exceed limitation');
    }
    const made: string[] = [];
    for (const { channel, input, eventTypes } of checked) {
      const at = deps.clock.now();
      const id = newId(at.getTime());
      const shard = Number.parseInt(id.slice(-2), 16) % shardCount;
      const values = [id, channel.id, input.url, input.status, eventTypes, shard, at, input.sealedSecret ?? null];
      await tx.tenant(ctx.tenantId, insertEndpointStatement, values);
      made.push(id);
    }
    return made;
  });
  const all = await listEndpoints(deps, ctx);
  return all.filter((endpoint) => ids.includes(endpoint.id));
}

/** Throws webhook.url_invalid. */
export function checkAddress(deps: Pick<EndpointDeps, 'checkUrl'>, url: string): void {
  const checked = url.length > urlLimit ? { ok: false as const, reason: 'it is too long' } : deps.checkUrl(url);
  if (!checked.ok) throw new AppError('webhook.url_invalid', `The webhook URL is refused: ${checked.reason}`);
}

function refuseRepeats(
  existing: readonly Endpoint[],
  checked: readonly { channel: Channel; input: EndpointInput }[],
): void {
  const taken = new Set(existing.map((endpoint) => `${endpoint.channelId} ${endpoint.url}`));
  const phoneNumbers: string[] = [];
  for (const { channel, input } of checked) {
    const key = `${channel.id} ${input.url}`;
    if (taken.has(key)) phoneNumbers.push(channel.phoneNumber);
    taken.add(key);
  }
  if (phoneNumbers.length > 0) {
    throw new AppError('webhook.url_exists', 'Webhook URL already exists', { details: { phoneNumbers } });
  }
}
