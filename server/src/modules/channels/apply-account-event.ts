import type { Transaction } from '../../db/database.ts';
import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import { type AccountChange, readAccountChange } from './account-change.ts';
import { pauseForAccount } from './account-pauses.ts';
import {
  accountChannelsStatement,
  claimNoticeStatement,
  forgetNoticesStatement,
  keepAccountStatement,
  tenantAccountChannelsStatement,
} from './account-queries.ts';
import { keepNumberFacts } from './number-facts.ts';
import type { ChannelRef } from './types.ts';

/** A `change` of a webhook of Meta that concerns a whole account. */
export interface AccountEvent {
  readonly metaAppId: string;
  readonly wabaId: string;
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Unix seconds at which Meta wrote it, when given. */
  readonly time?: number | undefined;
}

/** What consumers need to tell of something that happened to an account. */
export interface AccountFacts {
  readonly wabaId: string;
  /** The channels whose subscribers are told: those of the account, or the one that is meant. */
  readonly channels: readonly ChannelRef[];
  readonly change: AccountChange;
}

/** The channels which one tenant has of an account. */
export interface AccountPlace {
  readonly tenantId: string;
  readonly channels: readonly ChannelRef[];
}

type Deps = { readonly clock: Clock; readonly events: EventRecorder };

/** Meta repeats what was not acknowledged for up to 7 days (cloud-api-behaviour 8.5). */
const noticeKeptMs = 30 * 24 * 60 * 60 * 1000;

/** Who has an account through that Meta app: an app can't tell of the accounts of others. */
export async function findAccountPlaces(tx: Transaction, metaAppId: string, wabaId: string): Promise<AccountPlace[]> {
  const places = new Map<string, ChannelRef[]>();
  for (const { tenantId, ...channel } of await tx.system(accountChannelsStatement, [wabaId, metaAppId])) {
    const channels = places.get(tenantId);
    if (channels) channels.push(channel);
    else places.set(tenantId, [channel]);
  }
  return [...places].map(([tenantId, channels]) => ({ tenantId, channels }));
}

/** The channels that a tenant has of an account. At most 100. */
export function listAccountChannels(tx: Transaction, tenantId: string, wabaId: string): Promise<ChannelRef[]> {
  return tx.tenant(tenantId, tenantAccountChannelsStatement, [wabaId]);
}

/**
 * Applies what Meta tells of an account or a number, in the caller's transaction, for every tenant that has it: the state is
 * kept, channels that can't send any more are paused with a reason, and the events are recorded and answered. A repeat
 * changes and tells nothing. A string says why nothing could be done with it.
 */
export async function applyAccountEvent(
  deps: Deps,
  tx: Transaction,
  event: AccountEvent,
): Promise<PlatformEvent[] | string> {
  const change = readAccountChange(event.field, event.value);
  if (!change) return `The field ${event.field} does not say what happened.`;
  const places = await findAccountPlaces(tx, event.metaAppId, event.wabaId);
  if (places.length === 0) return `The account ${event.wabaId} is not connected.`;
  const digest = sha256Hex(JSON.stringify([event.field, event.value, event.time ?? null]));
  const events: PlatformEvent[] = [];
  for (const place of places) {
    if (await claimNotice(deps, tx, place.tenantId, event.wabaId, digest)) {
      events.push(...(await applyAt(deps, tx, place, event.wabaId, change)));
    }
  }
  return events;
}

async function claimNotice(
  { clock }: Deps,
  tx: Transaction,
  tenantId: string,
  wabaId: string,
  digest: string,
): Promise<boolean> {
  const at = clock.now();
  const claimed = await tx.tenant(tenantId, claimNoticeStatement, [wabaId, digest, at]);
  if (claimed.length === 0) return false;
  await tx.tenant(tenantId, forgetNoticesStatement, [wabaId, new Date(at.getTime() - noticeKeptMs)]);
  return true;
}

async function applyAt(
  deps: Deps,
  tx: Transaction,
  { tenantId, channels }: AccountPlace,
  wabaId: string,
  change: AccountChange,
): Promise<PlatformEvent[]> {
  const at = deps.clock.now();
  const meant = 'phoneNumber' in change ? channels.find((one) => one.phoneNumber === change.phoneNumber) : undefined;
  const [account] = await tx.tenant(tenantId, keepAccountStatement, [wabaId, ...accountValues(change), at]);
  await keepNumberFacts(deps, tx, tenantId, meant ? [meant] : channels, change);
  const pauses = await pauseForAccount(deps, tx, tenantId, { channels, meant, change });
  const told = change.kind === 'numberQualityChanged' ? (meant ? [meant] : []) : channels;
  const happened: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: eventTypes[change.kind],
    conversationId: undefined,
    subjectId: meant?.id ?? account?.id ?? wabaId,
    data: { wabaId, ...change },
    facts: { wabaId, channels: told, change } satisfies AccountFacts,
    at,
  };
  await deps.events.record(tx, [happened]);
  return [...pauses, happened];
}

const eventTypes: Readonly<Record<AccountChange['kind'], EventType>> = {
  reviewed: 'waba.reviewed',
  deleted: 'waba.deleted',
  updated: 'waba.updated',
  limitsChanged: 'waba.limitsChanged',
  numberRemoved: 'number.removed',
  numberReconnected: 'number.reconnected',
  numberQualityChanged: 'number.qualityChanged',
  numberNameReviewed: 'number.nameReviewed',
};

function accountValues(change: AccountChange): unknown[] {
  const update = change.kind === 'updated' ? change : undefined;
  const limits = change.kind === 'limitsChanged' ? change : undefined;
  const json = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));
  return [
    change.kind === 'reviewed' ? change.decision : null,
    update?.event ?? null,
    json(update?.violation),
    json(update?.ban),
    json(update?.restrictions),
    limits?.maxNumbersOfBusiness ?? null,
    limits?.maxNumbersOfAccount ?? null,
    update !== undefined,
    change.kind === 'deleted',
  ];
}
