import type { components } from '@parley/contract/settings';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  type CheckLine,
  type ConnectedNumber,
  type ConnectedWaba,
  checkConnection,
  findCredentials,
  listChannels,
  listMetaApps,
  pauseChannel,
  resumeChannel,
  updateProfile,
} from '../../modules/channels/index.ts';
import { listLastWebhooks } from '../../modules/intake/index.ts';
import { countQueued, findUnheard } from '../../modules/messages/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** The numbers of the workspace: how they are, and what can be done about it. */
export function createChannelHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listSettingsChannels({ ctx }) {
      return { body: { items: await readChannels(deps, ctx) } satisfies Schemas['ChannelList'] };
    },

    async pauseChannel({ ctx, params, body, noteForAudit }) {
      const channel = await readChannel(deps, ctx, params.channelId);
      await pauseChannel(deps, ctx.tenantId, channel.id, body.reason.trim() || 'Paused by hand');
      noteForAudit({ targetName: channel.name, after: { reason: body.reason } });
      return { body: await readChannel(deps, ctx, channel.id) };
    },

    async resumeChannel({ ctx, params, noteForAudit }) {
      const channel = await readChannel(deps, ctx, params.channelId);
      await resumeChannel(deps, ctx.tenantId, channel.id);
      noteForAudit({ targetName: channel.name, before: { reason: channel.pausedReason } });
      return { body: await readChannel(deps, ctx, channel.id) };
    },

    async changeChannelProfile({ ctx, params, body, noteForAudit }) {
      const channel = await readChannel(deps, ctx, params.channelId);
      await updateProfile(deps, ctx.tenantId, channel.id, body);
      noteForAudit({ targetName: channel.name, after: body });
      return { body: await readChannel(deps, ctx, channel.id) };
    },

    async checkChannel({ ctx, params }) {
      const items = (await checkStored(deps, ctx, params.channelId)).map(({ level, what, next }) => {
        return { level, what, next: next ?? null };
      });
      return { body: { isSimulated: deps.signInFacts.simulator, items } satisfies Schemas['CheckList'] };
    },
  });
}

async function readChannels(deps: SettingsDeps, ctx: Context): Promise<Schemas['Channel'][]> {
  const wabas = await deps.numbers.listWabas(ctx);
  const numbers = wabas.flatMap((waba) => waba.numbers.map((number) => ({ waba, number })));
  const ids = numbers.map(({ number }) => number.channel.id);
  const [queued, webhooks] = await Promise.all([
    countQueued(deps.db, ctx.tenantId, ids),
    listLastWebhooks(deps, ctx.tenantId),
  ]);
  const unheard = await findAllUnheard(deps, ctx, ids, webhooks);
  return numbers
    .map(({ waba, number }) => {
      const { id } = number.channel;
      const [lastWebhookAt, unheardSince] = [webhooks.get(id), unheard.get(id)];
      return toChannel(waba, number, { queued: queued.get(id) ?? 0, lastWebhookAt, unheardSince });
    })
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
}

async function readChannel(deps: SettingsDeps, ctx: Context, channelId: string): Promise<Schemas['Channel']> {
  const channel = (await readChannels(deps, ctx)).find(({ id }) => id === channelId);
  if (!channel) throw new AppError('channel.not_found', 'Channel not found.');
  return channel;
}

const minuteMs = 60_000;
/** Meta tells of a message within seconds: after this it is late. */
const lateMs = 10 * minuteMs;
/** How far back a number of which no webhook is known is looked at. */
const lookBackMs = 24 * 60 * minuteMs;

/** Since when numbers sent and nothing was heard of it, by channel id. */
async function findAllUnheard(
  deps: SettingsDeps,
  { tenantId }: Context,
  ids: readonly string[],
  webhooks: ReadonlyMap<string, Date>,
): Promise<ReadonlyMap<string, Date>> {
  const nowMs = deps.clock.nowMs();
  const until = new Date(nowMs - lateMs);
  const unheard = new Map<string, Date>();
  for (const id of ids) {
    // What came within the minute after is not noted.
    const from = new Date((webhooks.get(id)?.getTime() ?? nowMs - lookBackMs) + minuteMs);
    const since = from < until ? await findUnheard(deps.db, tenantId, id, { from, until }) : undefined;
    if (since) unheard.set(id, since);
  }
  return unheard;
}

interface Traffic {
  readonly queued: number;
  readonly lastWebhookAt: Date | undefined;
  readonly unheardSince: Date | undefined;
}

function toChannel(
  waba: ConnectedWaba,
  { channel, profile }: ConnectedNumber,
  { queued, lastWebhookAt, unheardSince }: Traffic,
): Schemas['Channel'] {
  const { id, name, phoneNumber, isDefault, pausedAt, pausedReason, throughputPerSecond } = channel;
  return {
    id,
    name,
    phoneNumber,
    isDefault,
    accountId: waba.wabaId,
    accountName: waba.name,
    pausedAt: pausedAt?.toISOString() ?? null,
    pausedReason,
    throughputPerSecond,
    queued,
    lastWebhookAt: lastWebhookAt?.toISOString() ?? null,
    unheardSince: unheardSince?.toISOString() ?? null,
    facts: profile && {
      displayPhoneNumber: profile.displayPhoneNumber,
      verifiedName: profile.verifiedName,
      quality: profile.qualityRating,
      status: profile.status,
      nameStatus: profile.nameStatus,
      messagingLimitTier: profile.messagingLimitTier,
      throughputLevel: profile.throughputLevel,
      about: profile.about,
      address: profile.address,
      description: profile.description,
      email: profile.email,
      vertical: profile.vertical,
      websites: [...profile.websites],
    },
  };
}

/** What `parley doctor` asks of a number, of Meta or of the simulator that plays it. */
async function checkStored(deps: SettingsDeps, ctx: Context, channelId: string): Promise<readonly CheckLine[]> {
  const channel = (await listChannels(deps, ctx)).find(({ id }) => id === channelId);
  const credentials = channel && (await findCredentials(deps, ctx.tenantId, channelId));
  if (!channel || !credentials) throw new AppError('channel.not_found', 'Channel not found.');
  const app = (await listMetaApps(deps)).find(({ id }) => id === channel.metaAppId);
  const callback = app?.callbackId ? `/${app.callbackId}` : '';
  const callbackUrl = `${deps.publicUrl()}/meta/webhook${callback}`;
  return checkConnection(deps, { ...credentials, appSecret: app?.appSecret, callbackUrl });
}
