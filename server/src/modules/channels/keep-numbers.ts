import type { Database, Transaction } from '../../db/database.ts';
import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { GraphBusinessAccount, GraphBusinessProfile, GraphPhoneNumber } from '../../meta/graph-client.ts';
import {
  changeRateStatement,
  keepProfileStatement,
  keepWabaStatement,
  lockProfileStatement,
} from './number-queries.ts';
import type { Channel, NumberState } from './types.ts';

interface KeepDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** Messages a second by Meta's word for the rate of a number (cloud-api-behaviour section 4). */
const rateOfLevel: ReadonlyMap<string, number> = new Map([
  ['STANDARD', 80],
  ['HIGH', 1_000],
]);

/**
 * Keeps what Meta says of a number, and of its profile where that was read. A change of what Meta decides is told as
 * channel.changed; the first reading tells nothing. The rate of the number follows Meta's.
 */
export async function keepNumber(
  deps: KeepDeps,
  channel: Channel,
  number: GraphPhoneNumber,
  profile: GraphBusinessProfile | undefined,
): Promise<void> {
  const { tenantId, id } = channel;
  const now = readState(number);
  const events = await deps.db.transaction(async (tx) => {
    const [before] = await tx.tenant(tenantId, lockProfileStatement, [id]);
    await tx.tenant(tenantId, keepProfileStatement, [
      id,
      number.display_phone_number ?? null,
      number.verified_name ?? null,
      now.qualityRating,
      now.status,
      number.code_verification_status ?? null,
      now.nameStatus,
      now.messagingLimitTier,
      now.throughputLevel,
      ...profileValues(profile),
      deps.clock.now(),
      profile !== undefined,
    ]);
    await followRate(deps, tx, channel, now.throughputLevel);
    const changes = before ? findChanges(before, now) : {};
    if (Object.keys(changes).length === 0) return [];
    const event = toEvent(deps.clock, tenantId, 'channel.changed', id, changes);
    await deps.events.record(tx, [event]);
    return [event];
  });
  deps.events.committed(events);
}

/** Keeps what Meta says of an account; `undefined`: it was asked and did not tell. A change of its review is waba.changed. */
export async function keepAccount(
  deps: KeepDeps,
  tenantId: string,
  wabaId: string,
  account: GraphBusinessAccount | undefined,
): Promise<void> {
  const review = account?.account_review_status?.toUpperCase() ?? null;
  const values = [wabaId, account?.name ?? null, account?.owner_business_info?.id ?? null, deps.clock.now(), review];
  const events = await deps.db.transaction(async (tx) => {
    const [row] = await tx.tenant(tenantId, keepWabaStatement, values);
    if (!row || row.before === null || review === null || row.before === review) return [];
    const data = { wabaId, reviewStatus: { from: row.before, to: review } };
    const event = toEvent(deps.clock, tenantId, 'waba.changed', row.id, data);
    await deps.events.record(tx, [event]);
    return [event];
  });
  deps.events.committed(events);
}

function readState(number: GraphPhoneNumber): NumberState {
  return {
    qualityRating: number.quality_rating ?? null,
    status: number.status ?? null,
    nameStatus: number.name_status ?? null,
    // Meta moves the limit from the number to the portfolio; the newer field wins.
    messagingLimitTier: number.whatsapp_business_manager_messaging_limit ?? number.messaging_limit_tier ?? null,
    throughputLevel: number.throughput?.level ?? null,
  };
}

// What Meta left out this time is not known to have changed.
function findChanges(before: NumberState, now: NumberState): Record<string, { from: string; to: string }> {
  const names = Object.keys(now) as (keyof NumberState)[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const [from, to] = [before[name], now[name]];
      return from === null || to === null || from === to ? [] : [[name, { from, to }] as const];
    }),
  );
}

async function followRate(deps: KeepDeps, tx: Transaction, channel: Channel, level: string | null): Promise<void> {
  const rate = rateOfLevel.get(level?.toUpperCase() ?? '');
  const { throughputPerSecond } = channel;
  // A rate that a person chose is none of Meta's.
  if (rate === undefined || rate === throughputPerSecond || ![...rateOfLevel.values()].includes(throughputPerSecond))
    return;
  const values = [channel.id, throughputPerSecond, rate, deps.clock.now()];
  await tx.tenant(channel.tenantId, changeRateStatement, values);
}

function profileValues(profile: GraphBusinessProfile | undefined): unknown[] {
  return [
    profile?.about ?? null,
    profile?.address ?? null,
    profile?.description ?? null,
    profile?.email ?? null,
    profile?.vertical ?? null,
    (profile?.websites ?? []).filter((website) => typeof website === 'string'),
    profile?.profile_picture_url ?? null,
  ];
}

function toEvent(
  clock: Clock,
  tenantId: string,
  type: Extract<EventType, 'channel.changed' | 'waba.changed'>,
  subjectId: string,
  data: Readonly<Record<string, unknown>>,
): PlatformEvent {
  const at = clock.now();
  return { id: newId(at.getTime()), tenantId, type, conversationId: undefined, subjectId, data, facts: undefined, at };
}
