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
import { countQueued } from '../../modules/messages/index.ts';
import type { components } from '../generated/settings.ts';
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
  const queued = await countQueued(deps.db, ctx.tenantId, ids);
  return numbers
    .map(({ waba, number }) => toChannel(waba, number, queued.get(number.channel.id) ?? 0))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
}

async function readChannel(deps: SettingsDeps, ctx: Context, channelId: string): Promise<Schemas['Channel']> {
  const channel = (await readChannels(deps, ctx)).find(({ id }) => id === channelId);
  if (!channel) throw new AppError('channel.not_found', 'Channel not found.');
  return channel;
}

function toChannel(waba: ConnectedWaba, { channel, profile }: ConnectedNumber, queued: number): Schemas['Channel'] {
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
