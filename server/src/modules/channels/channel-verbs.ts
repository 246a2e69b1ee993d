import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import { connectWabaStatement, setMessagingAccountStatement } from './number-queries.ts';
import {
  credentialsStatement,
  insertAppStatement,
  insertStatement,
  listAppsStatement,
  listChannelsStatement,
  pauseStatement,
  replaceTokenStatement,
  resumeStatement,
  routeStatement,
  setMarketingApiStatement,
} from './queries.ts';
import type { Channel, ChannelCredentials, MetaApp } from './types.ts';

export interface ChannelDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly secrets: SecretBox;
}

/** The channels of a tenant, the default first. At most 100. */
export async function listChannels(deps: Pick<ChannelDeps, 'db'>, ctx: Context): Promise<Channel[]> {
  return deps.db.tenant(ctx.tenantId, listChannelsStatement);
}

/**
 * The channel that `name` names: its name (any case), its phone number in any writing, or the tenant's own id for the
 * default channel (wati-v3-behaviour section 4). No name: the default. Throws channel.not_found.
 */
export async function getChannel(
  deps: Pick<ChannelDeps, 'db'>,
  ctx: Context,
  name: string | null | undefined,
): Promise<Channel> {
  const channels = await listChannels(deps, ctx);
  const wanted = name?.trim().toLowerCase();
  const channel = wanted
    ? findByName(ctx, channels, wanted)
    : (channels.find((entry) => entry.isDefault) ?? channels[0]);
  if (channel) return channel;
  throw new AppError(
    'channel.not_found',
    wanted ? 'Channel not found.' : 'No channel is connected to this workspace yet.',
  );
}

function findByName(ctx: Context, channels: readonly Channel[], wanted: string): Channel | undefined {
  const digits = wanted.replace(/[\s+().-]/g, '');
  return (
    channels.find((channel) => channel.name.toLowerCase() === wanted) ??
    channels.find((channel) => channel.phoneNumber === digits) ??
    (digits === ctx.tenantId ? (channels.find((channel) => channel.isDefault) ?? channels[0]) : undefined)
  );
}

/** The channel with its access token in the clear, or undefined when it is gone. */
export async function findCredentials(
  deps: Pick<ChannelDeps, 'db' | 'secrets'>,
  tenantId: string,
  channelId: string,
): Promise<ChannelCredentials | undefined> {
  const [row] = await deps.db.tenant(tenantId, credentialsStatement, [channelId]);
  if (!row) return undefined;
  const { sealed, ...channel } = row;
  return { ...channel, accessToken: deps.secrets.open(sealed) };
}

/** The channels behind Meta's phone number ids. */
export async function routeNumbers(
  deps: Pick<ChannelDeps, 'db'>,
  phoneNumberIds: readonly string[],
): Promise<Channel[]> {
  return deps.db.system(routeStatement, [phoneNumberIds]);
}

/**
 * Connects a number, and its account with it. Refused by the database when the number is connected already. What Meta
 * knows of it is asked for by the next reading or chore.
 */
export async function addChannel(
  deps: Pick<ChannelDeps, 'db' | 'clock' | 'secrets'>,
  tenantId: string,
  input: Omit<Channel, 'tenantId' | 'id' | 'unconfirmedPolicy' | 'pausedAt' | 'pausedReason' | 'createdAt'> & {
    accessToken: string;
  },
): Promise<string> {
  const id = newId(deps.clock.nowMs());
  const { metaAppId, wabaId, phoneNumberId, phoneNumber, name, isDefault, throughputPerSecond } = input;
  const sealed = deps.secrets.seal(input.accessToken);
  const values = [id, metaAppId, wabaId, phoneNumberId, phoneNumber, name, isDefault, sealed, throughputPerSecond];
  const wabaRowId = newId(deps.clock.nowMs());
  await deps.db.transaction(async (tx) => {
    await tx.tenant(tenantId, insertStatement, [...values, deps.clock.now()]);
    await tx.tenant(tenantId, connectWabaStatement, [wabaRowId, wabaId]);
  });
  return id;
}

/** Stops the sends of a channel with a reason that people see. Does nothing when it is paused already. */
export async function pauseChannel(
  deps: ChannelDeps,
  tenantId: string,
  channelId: string,
  reason: string,
): Promise<void> {
  deps.events.committed(await deps.db.transaction((tx) => changePause(deps, tx, tenantId, channelId, reason)));
}

/** As `pauseChannel`, in the caller's transaction. Answers the events, which are recorded. */
export async function pauseChannelIn(
  deps: Pick<ChannelDeps, 'clock' | 'events'>,
  tx: Transaction,
  { tenantId, channelId, reason }: { tenantId: string; channelId: string; reason: string },
): Promise<PlatformEvent[]> {
  return changePause(deps, tx, tenantId, channelId, reason);
}

/** Lets a paused channel send again, in the caller's transaction. Answers the events, which are recorded. */
export async function resumeChannelIn(
  deps: Pick<ChannelDeps, 'clock' | 'events'>,
  tx: Transaction,
  { tenantId, channelId }: { tenantId: string; channelId: string },
): Promise<PlatformEvent[]> {
  return changePause(deps, tx, tenantId, channelId, undefined);
}

/** Lets a paused channel send again. Answers false when it was not paused. */
export async function resumeChannel(deps: ChannelDeps, tenantId: string, channelId: string): Promise<boolean> {
  const events = await deps.db.transaction((tx) => changePause(deps, tx, tenantId, channelId, undefined));
  deps.events.committed(events);
  return events.length > 0;
}

async function changePause(
  deps: Pick<ChannelDeps, 'clock' | 'events'>,
  tx: Transaction,
  tenantId: string,
  channelId: string,
  reason: string | undefined,
): Promise<PlatformEvent[]> {
  const at = deps.clock.now();
  const rows =
    reason === undefined
      ? await tx.tenant(tenantId, resumeStatement, [channelId, at])
      : await tx.tenant(tenantId, pauseStatement, [channelId, at, reason]);
  if (rows.length === 0) return [];
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: reason === undefined ? 'channel.resumed' : 'channel.paused',
    conversationId: undefined,
    subjectId: channelId,
    data: reason === undefined ? undefined : { reason },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [event]);
  return [event];
}

/** Puts a new access token in place, and a new rate when given. Answers false when there is no such channel. */
export async function replaceAccessToken(
  deps: Pick<ChannelDeps, 'db' | 'clock' | 'secrets'>,
  tenantId: string,
  channelId: string,
  accessToken: string,
  throughputPerSecond?: number,
): Promise<boolean> {
  const sealed = deps.secrets.seal(accessToken);
  const values = [channelId, sealed, deps.clock.now(), throughputPerSecond ?? null];
  const rows = await deps.db.tenant(tenantId, replaceTokenStatement, values);
  return rows.length > 0;
}

/**
 * Names the messaging account that the sends of an account are made for, or no longer. Meta asks for it where a token reaches
 * several (cloud-api-behaviour 1.8). Answers false when the tenant has no such account.
 */
export async function setMessagingAccount(
  deps: Pick<ChannelDeps, 'db'>,
  tenantId: string,
  wabaId: string,
  messagingAccountId: string | null,
): Promise<boolean> {
  const rows = await deps.db.tenant(tenantId, setMessagingAccountStatement, [wabaId, messagingAccountId]);
  return rows.length > 0;
}

/** Sends the marketing templates of a number by the Marketing Messages API, or no longer. False: there is no such channel. */
export async function setMarketingApi(
  deps: Pick<ChannelDeps, 'db' | 'clock'>,
  tenantId: string,
  channelId: string,
  isUsed: boolean,
): Promise<boolean> {
  const rows = await deps.db.tenant(tenantId, setMarketingApiStatement, [channelId, isUsed, deps.clock.now()]);
  return rows.length > 0;
}

/** Stores a Meta app, or replaces the secrets of one. `callbackId` undefined: the app of this server. */
export async function saveMetaApp(
  deps: Pick<ChannelDeps, 'db' | 'clock' | 'secrets'>,
  app: { id: string; tenantId?: string; callbackId?: string; appSecret: string; verifyToken: string },
): Promise<void> {
  const { id, tenantId, callbackId } = app;
  const sealed = [deps.secrets.seal(app.appSecret), deps.secrets.seal(app.verifyToken)];
  await deps.db.system(insertAppStatement, [id, tenantId ?? null, callbackId ?? null, ...sealed, deps.clock.now()]);
}

/** All Meta apps with their secrets. At most 1,000. */
export async function listMetaApps(deps: Pick<ChannelDeps, 'db' | 'secrets'>): Promise<MetaApp[]> {
  const rows = await deps.db.system(listAppsStatement);
  return rows.map(({ id, callbackId, secretSealed, verifySealed }) => ({
    id,
    callbackId,
    appSecret: deps.secrets.open(secretSealed),
    verifyToken: deps.secrets.open(verifySealed),
  }));
}
