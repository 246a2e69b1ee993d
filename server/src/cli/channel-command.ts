import { createEventRecorder } from '../events/record.ts';
import {
  addChannel,
  type Channel,
  getChannel,
  listChannels,
  replaceAccessToken,
  resumeChannel,
  saveMetaApp,
} from '../modules/channels/index.ts';
import { toPhoneNumber } from '../modules/contacts/index.ts';
import {
  type CommandContext,
  type CommandDeps,
  need,
  readArguments,
  UsageError,
  withDatabase,
} from './command-context.ts';

const usage = `parley channel add --tenant 404242 --name Main --number 15550100001 --phone-number-id 300 --waba 200 \\
    --app my-app --app-secret ... --verify-token ... --access-token ... [--throughput 80]
parley channel list --tenant 404242
parley channel resume --tenant 404242 --channel Main
parley channel set-token --tenant 404242 --channel Main --access-token ...

Meta's callback address is <public url>/meta/webhook; its verify token is the one given here.`;

const options = [
  'tenant',
  'name',
  'number',
  'phone-number-id',
  'waba',
  'app',
  'app-secret',
  'verify-token',
  'access-token',
  'throughput',
  'channel',
] as const;
type Given = Partial<Record<(typeof options)[number], string>>;

const defaultThroughput = 80;

/** Connects and lists WhatsApp numbers, and lets a paused one go on. */
export async function runChannel(context: CommandContext): Promise<number> {
  const { verb, given } = readArguments(context, ['add', 'list', 'resume', 'set-token'], options, usage);
  const tenantId = need(given.tenant, 'tenant', usage);
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'command line' } as const;
  return withDatabase(context, async (deps) => {
    if (verb === 'list') {
      for (const channel of await listChannels(deps, ctx)) context.print(describe(channel));
      return 0;
    }
    if (verb === 'add') return add(context, deps, tenantId, given);
    const channel = await getChannel(deps, ctx, need(given.channel, 'channel', usage));
    if (verb === 'set-token') {
      await replaceAccessToken(deps, tenantId, channel.id, need(given['access-token'], 'access-token', usage));
      context.print(`The access token of ${channel.name} is replaced.`);
    }
    const resumed = await resumeChannel({ ...deps, events: createEventRecorder([]) }, tenantId, channel.id);
    if (resumed) context.print(`${channel.name} sends again.`);
    else if (verb === 'resume') context.print(`${channel.name} was not paused.`);
    return 0;
  });
}

async function add(context: CommandContext, deps: CommandDeps, tenantId: string, given: Given): Promise<number> {
  const wanted = (name: (typeof options)[number]): string => need(given[name], name, usage);
  const phoneNumber = toPhoneNumber(wanted('number'));
  if (phoneNumber === undefined) throw new UsageError(`--number is no phone number with country code.\n\n${usage}`);
  const throughputPerSecond = Number(given.throughput ?? defaultThroughput);
  if (!Number.isInteger(throughputPerSecond) || throughputPerSecond < 0 || throughputPerSecond > 1_000) {
    throw new UsageError('--throughput must be a whole number from 0 to 1000.');
  }
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'command line' } as const;
  const existing = await listChannels(deps, ctx);
  const metaAppId = wanted('app');
  await saveMetaApp(deps, { id: metaAppId, appSecret: wanted('app-secret'), verifyToken: wanted('verify-token') });
  await addChannel(deps, tenantId, {
    metaAppId,
    wabaId: wanted('waba'),
    phoneNumberId: wanted('phone-number-id'),
    phoneNumber,
    name: wanted('name'),
    isDefault: existing.length === 0,
    throughputPerSecond,
    accessToken: wanted('access-token'),
  });
  context.print(`${phoneNumber} is connected.`);
  return 0;
}

function describe(channel: Channel): string {
  const state = channel.pausedAt ? `paused: ${channel.pausedReason ?? ''}` : 'sending';
  return [channel.id, channel.name, channel.phoneNumber, channel.isDefault ? 'default' : '', state].join('\t');
}
