import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { newSecret } from './endpoint-secrets.ts';
import { checkAddress, type EndpointDeps } from './endpoints.ts';
import { readEventTypes } from './event-names.ts';
import { deleteWaitingStatement, hastenEndpointStatement } from './log-queries.ts';
import {
  deleteEndpointStatement,
  type Endpoint,
  findEndpointStatement,
  listEndpointsStatement,
  lockTenantStatement,
  updateEndpointStatement,
  updateSecretStatement,
} from './queries.ts';
import { deleteReplaysStatement, keepDisabledStatement } from './replay-queries.ts';

/** What is undefined stays as it is. */
export interface EndpointChange {
  readonly url?: string | undefined;
  readonly eventTypes?: readonly string[] | undefined;
  /** Enabling one that failed begins a new row of failures and tries at once what waits. */
  readonly enabled?: boolean | undefined;
}

export interface ManageDeps extends EndpointDeps {
  /** Told after the commit which endpoints are to be served anew. */
  readonly endpointsChanged: (endpointIds: Iterable<string>) => void;
}

export interface NewSecret {
  readonly endpoint: Endpoint;
  /** Shown this once. */
  readonly secret: string;
}

const sliceRows = 5_000;

/** Throws webhook.not_found. */
export async function getEndpoint(deps: { db: Pick<Database, 'tenant'> }, ctx: Context, id: string): Promise<Endpoint> {
  const key = id.trim().toLowerCase();
  const [endpoint] = isId(key) ? await deps.db.tenant(ctx.tenantId, findEndpointStatement, [key]) : [];
  if (!endpoint) throw new AppError('webhook.not_found', 'There is no such webhook endpoint.');
  return endpoint;
}

/**
 * Changes an endpoint. A disabled one is sent nothing more within a second; what waits for it is kept for its return.
 * Throws webhook.not_found, webhook.event_unknown, webhook.url_invalid or webhook.url_exists.
 */
export async function updateEndpoint(
  deps: ManageDeps,
  ctx: Context,
  id: string,
  change: EndpointChange,
): Promise<Endpoint> {
  if (change.url !== undefined) checkAddress(deps, change.url);
  const eventTypes = change.eventTypes === undefined ? null : readEventTypes(change.eventTypes);
  const status = change.enabled === undefined ? null : Number(change.enabled);
  const now = deps.clock.now();
  const changed = await deps.db.transaction(async (tx) => {
    await tx.system(lockTenantStatement, [ctx.tenantId]);
    const endpoint = await getEndpoint({ db: tx }, ctx, id);
    if (change.url !== undefined)
      refuseTaken(endpoint, change.url, await tx.tenant(ctx.tenantId, listEndpointsStatement));
    const values = [endpoint.id, change.url ?? null, eventTypes, status, now];
    await tx.tenant(ctx.tenantId, updateEndpointStatement, values);
    if (status !== null) await tx.tenant(ctx.tenantId, keepDisabledStatement, [endpoint.id]);
    if (status === 1) await tx.tenant(ctx.tenantId, hastenEndpointStatement, [endpoint.id, now]);
    return getEndpoint({ db: tx }, ctx, endpoint.id);
  });
  deps.endpointsChanged([changed.id]);
  return changed;
}

/** Removes an endpoint, what waits for it, and its log from view. Throws webhook.not_found. */
export async function deleteEndpoint(
  deps: Pick<ManageDeps, 'db' | 'endpointsChanged'>,
  ctx: Context,
  id: string,
): Promise<void> {
  const endpoint = await getEndpoint(deps, ctx, id);
  await deps.db.transaction(async (tx) => {
    await tx.tenant(ctx.tenantId, deleteEndpointStatement, [endpoint.id]);
    await tx.tenant(ctx.tenantId, deleteReplaysStatement, [endpoint.id]);
  });
  deps.endpointsChanged([endpoint.id]);
  // Without its endpoint nobody reads them; what a crash leaves here goes with the retention.
  let deleted: unknown[];
  do deleted = await deps.db.tenant(ctx.tenantId, deleteWaitingStatement, [endpoint.id, sliceRows]);
  while (deleted.length === sliceRows);
}

/**
 * Gives an endpoint a new secret, or its first one. The one before signs too for `overlapMs`. Throws webhook.not_found.
 */
export async function rotateSecret(
  deps: Pick<ManageDeps, 'db' | 'clock' | 'endpointsChanged'> & { secrets: SecretBox },
  ctx: Context,
  id: string,
  overlapMs: number,
): Promise<NewSecret> {
  const secret = newSecret();
  const now = deps.clock.now();
  const endpoint = await deps.db.transaction(async (tx) => {
    await tx.system(lockTenantStatement, [ctx.tenantId]);
    const before = await getEndpoint({ db: tx }, ctx, id);
    const overlaps = before.sealedSecret !== null && overlapMs > 0;
    const until = overlaps ? new Date(now.getTime() + overlapMs) : null;
    const values = [before.id, deps.secrets.seal(secret), overlaps ? before.sealedSecret : null, until, now];
    await tx.tenant(ctx.tenantId, updateSecretStatement, values);
    return getEndpoint({ db: tx }, ctx, before.id);
  });
  deps.endpointsChanged([endpoint.id]);
  return { endpoint, secret };
}

/** Deliveries to it are no more signed. Throws webhook.not_found. */
export async function removeSecret(
  deps: Pick<ManageDeps, 'db' | 'clock' | 'endpointsChanged'>,
  ctx: Context,
  id: string,
): Promise<void> {
  const { id: endpointId } = await getEndpoint(deps, ctx, id);
  await deps.db.tenant(ctx.tenantId, updateSecretStatement, [endpointId, null, null, null, deps.clock.now()]);
  deps.endpointsChanged([endpointId]);
}

function refuseTaken(endpoint: Endpoint, url: string, all: readonly Endpoint[]): void {
  const taken = all.some(
    (other) => other.id !== endpoint.id && other.channelId === endpoint.channelId && other.url === url,
  );
  if (!taken) return;
  throw new AppError('webhook.url_exists', 'Webhook URL already exists', {
    details: { phoneNumbers: [endpoint.channelPhoneNumber] },
  });
}
