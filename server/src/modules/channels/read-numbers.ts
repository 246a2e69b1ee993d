import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { Log } from '../../kernel/log.ts';
import { listChannels } from './channel-verbs.ts';
import { listProfilesStatement, listWabasStatement, type WabaRow } from './number-queries.ts';
import { type NumberRefreshDeps, numberFreshMs, refreshNumbers } from './refresh-numbers.ts';
import type { Channel, ConnectedNumber, ConnectedWaba, NumberProfile } from './types.ts';

export { type NumberRefreshDeps, numberFreshMs } from './refresh-numbers.ts';

/** Reads what is known of the accounts and numbers of a tenant, and lets it be asked for when it is stale. */
export interface NumberReader {
  /** The accounts with their numbers, oldest first. Waits for Meta for a moment when something is stale. */
  listWabas(ctx: Context): Promise<ConnectedWaba[]>;
  /** Asks Meta for everything of the tenant that is stale. */
  refresh(tenantId: string): Promise<void>;
}

/** Who reads waits so long for Meta; then what is kept is the answer, and what comes later is kept for the next. */
const waitMs = 3_000;

export function createNumberReader(deps: NumberRefreshDeps & { readonly log: Log }): NumberReader {
  const running = new Map<string, Promise<void>>();

  const refreshWaba = (tenantId: string, wabaId: string, channels: readonly Channel[]): Promise<void> => {
    const key = `${tenantId}/${wabaId}`;
    const underWay = running.get(key);
    if (underWay) return underWay;
    const work = refreshNumbers(deps, tenantId, wabaId, channels)
      .catch((error) => deps.log.warn({ err: error, tenantId, wabaId }, 'numbers could not be refreshed'))
      .finally(() => running.delete(key));
    running.set(key, work);
    return work;
  };

  const refreshStale = async (ctx: Context): Promise<void> => {
    const [wabas, channels] = await Promise.all([
      deps.db.tenant(ctx.tenantId, listWabasStatement),
      listChannels(deps, ctx),
    ]);
    const stale = wabas.filter((waba) => isStale(waba, deps.clock.nowMs()));
    const channelsOf = (wabaId: string): Channel[] => channels.filter((channel) => channel.wabaId === wabaId);
    await Promise.all(stale.map(({ wabaId }) => refreshWaba(ctx.tenantId, wabaId, channelsOf(wabaId))));
  };

  return {
    async listWabas(ctx) {
      const timer = new AbortController();
      const waited = delay(waitMs, undefined, { signal: timer.signal, ref: false }).catch(() => undefined);
      await Promise.race([refreshStale(ctx), waited]).finally(() => timer.abort());
      return readWabas(deps, ctx);
    },
    refresh: (tenantId) => refreshStale({ tenantId, actor: { kind: 'system' }, requestId: 'refresh numbers' }),
  };
}

/** The number of an account by its phone number in any writing. Throws channel.not_found. */
export function getNumber(wabas: readonly ConnectedWaba[], wabaId: string, phoneNumber: string): ConnectedNumber {
  const digits = phoneNumber.replace(/[\s+().-]/g, '');
  const numbers = wabas.find((waba) => waba.wabaId === wabaId.trim())?.numbers ?? [];
  const number = numbers.find(({ channel }) => channel.phoneNumber === digits);
  if (!number) throw new AppError('channel.not_found', 'Channel not found.');
  return number;
}

/** What Meta last told of a number; undefined until it was asked once. */
export async function findNumberProfile(
  deps: Pick<NumberRefreshDeps, 'db'>,
  tenantId: string,
  channelId: string,
): Promise<NumberProfile | undefined> {
  const rows = await deps.db.tenant(tenantId, listProfilesStatement);
  return rows.find((row) => row.channelId === channelId);
}

function isStale({ refreshedAt }: WabaRow, nowMs: number): boolean {
  return refreshedAt === null || refreshedAt.getTime() <= nowMs - numberFreshMs;
}

async function readWabas(deps: NumberRefreshDeps, ctx: Context): Promise<ConnectedWaba[]> {
  const [wabas, channels, profiles] = await Promise.all([
    deps.db.tenant(ctx.tenantId, listWabasStatement),
    listChannels(deps, ctx),
    deps.db.tenant(ctx.tenantId, listProfilesStatement),
  ]);
  const byChannel = new Map(profiles.map(({ channelId, ...profile }) => [channelId, profile]));
  return wabas.map(({ id, wabaId, name, businessId }) => ({
    id,
    wabaId,
    name,
    businessId,
    numbers: channels
      .filter((channel) => channel.wabaId === wabaId)
      .map((channel) => ({ channel, profile: byChannel.get(channel.id) ?? null })),
  }));
}
