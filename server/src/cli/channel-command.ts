import { createEventRecorder } from '../events/record.ts';
import type { GraphClient } from '../meta/graph-client.ts';
import {
  type Channel,
  checkToken,
  findNumberProfile,
  getChannel,
  listChannels,
  pauseChannel,
  replaceAccessToken,
  resumeChannel,
} from '../modules/channels/index.ts';
import { toPhoneNumber } from '../modules/contacts/index.ts';
import { auditWork } from './audit-work.ts';
import { changeAtMeta } from './change-at-meta.ts';
import { changeSetting } from './change-channel-setting.ts';
import {
  type CommandContext,
  type CommandDeps,
  need,
  readArguments,
  UsageError,
  withDatabase,
} from './command-context.ts';
import { connectNumber } from './connect-number.ts';
import { fillSecrets } from './fill-secrets.ts';
import { checkStored, printLines, simulatorPlaysMeta, withGraph } from './meta-checks.ts';
import { requireWorkspace } from './require-workspace.ts';

const usage = `parley channel add --tenant 404242 --name Main --number 15550100001 --phone-number-id 300 --waba 200 \\
    --app 700 --app-secret ... --verify-token ... --access-token ... [--throughput 80] [--checks off]
parley channel list --tenant 404242
parley channel show|check|subscribe|resume --tenant 404242 --channel Main
parley channel pause --tenant 404242 --channel Main [--reason "..."]
parley channel set-token --tenant 404242 --channel Main --access-token ... [--checks off]
parley channel set-app --tenant 404242 --channel Main --app-secret ... [--verify-token ...]
parley channel register --tenant 404242 --channel Main --pin 123456
parley channel set-callback --tenant 404242 --channel Main
parley channel set-profile --tenant 404242 --channel Main [--about ...] [--address ...] [--description ...] [--email ...]
    [--vertical RETAIL] [--websites https://a.example,https://b.example]
parley channel set-marketing-api --tenant 404242 --channel Main --state on|off
parley channel set-account --tenant 404242 --channel Main --messaging-account 200|none

add asks Meta about token, account, number and app, subscribes the app, and stores nothing when something is wrong.
check asks the same of a connected number. Meta's callback address is <public url>/meta/webhook; its verify token is
the one given here. Other users of the machine can read arguments: PARLEY_APP_SECRET, PARLEY_VERIFY_TOKEN,
PARLEY_ACCESS_TOKEN and PARLEY_PIN in the environment stand for --app-secret, --verify-token, --access-token and --pin.`;

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
  'reason',
  'messaging-account',
  'pin',
  'state',
  'about',
  'address',
  'description',
  'email',
  'vertical',
  'websites',
  'checks',
] as const;
type Given = Partial<Record<(typeof options)[number], string>>;

const verbs = [
  'add',
  'list',
  'show',
  'check',
  'subscribe',
  'register',
  'pause',
  'resume',
  'set-token',
  'set-account',
  'set-app',
  'set-callback',
  'set-profile',
  'set-marketing-api',
];
const readingVerbs: ReadonlySet<string> = new Set(['show', 'check']);
const defaultThroughput = 80;
const reasonLimit = 500;

/** Connects, checks and lists WhatsApp numbers, stops one and lets a paused one go on. */
export async function runChannel(context: CommandContext): Promise<number> {
  const { verb, given: asked } = readArguments(context, verbs, options, usage);
  const given = fillSecrets(asked, context.environment);
  const tenantId = need(given.tenant, 'tenant', usage);
  if (given.checks !== undefined && !['on', 'off'].includes(given.checks)) {
    throw new UsageError(`--checks is on or off.\n\n${usage}`);
  }
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'command line' } as const;
  return withDatabase(context, async (deps) => {
    await requireWorkspace(deps, ctx.tenantId);
    if (verb === 'list') {
      for (const channel of await listChannels(deps, ctx)) context.print(describe(channel));
      return 0;
    }
    const run = async (graph: GraphClient | undefined): Promise<number> => {
      if (verb === 'add') {
        const facts = { action: 'channel.add', targetName: given.name };
        return auditWork(
          deps,
          tenantId,
          () => add(context, deps, graph, tenantId, given),
          () => facts,
        );
      }
      const channel = await getChannel(deps, ctx, need(given.channel, 'channel', usage));
      const work = () => runOn(context, deps, graph, channel, { verb, given });
      if (readingVerbs.has(verb)) return work();
      const facts = { action: `channel.${verb}`, targetId: channel.id, targetName: channel.name };
      return auditWork(deps, tenantId, work, () => facts);
    };
    return withGraph(deps, run);
  });
}

async function add(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  tenantId: string,
  given: Given,
): Promise<number> {
  const wanted = (name: (typeof options)[number]): string => need(given[name], name, usage);
  const phoneNumber = toPhoneNumber(wanted('number'));
  if (phoneNumber === undefined) throw new UsageError(`--number is no phone number with country code.\n\n${usage}`);
  const throughputPerSecond = Number(given.throughput ?? defaultThroughput);
  if (!Number.isInteger(throughputPerSecond) || throughputPerSecond < 0 || throughputPerSecond > 1_000) {
    throw new UsageError('--throughput must be a whole number from 0 to 1000.');
  }
  const input = {
    tenantId,
    metaAppId: wanted('app'),
    appSecret: wanted('app-secret'),
    verifyToken: wanted('verify-token'),
    wabaId: wanted('waba'),
    phoneNumberId: wanted('phone-number-id'),
    phoneNumber,
    name: wanted('name'),
    throughputPerSecond,
    accessToken: wanted('access-token'),
    unseen: given.checks === 'off',
  };
  return (await connectNumber(context, deps, graph, input)) ? 0 : 1;
}

async function runOn(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  channel: Channel,
  { verb, given }: { verb: string; given: Given },
): Promise<number> {
  switch (verb) {
    case 'show':
      return show(context, deps, channel);
    case 'check':
      if (graph) return printLines(context, await checkStored(deps, graph, channel)) ? 0 : 1;
      context.print(simulatorPlaysMeta);
      return 0;
    case 'subscribe':
    case 'register':
    case 'set-callback':
    case 'set-profile':
      return changeAtMeta(context, deps, graph, channel, { verb, given, usage });
    case 'set-marketing-api':
    case 'set-account':
    case 'set-app':
      context.print(await changeSetting(deps, channel, { verb, given, usage }));
      return 0;
    case 'pause': {
      const reason = (given.reason ?? 'Paused by hand. Resume it to send again.').slice(0, reasonLimit);
      await pauseChannel({ ...deps, events: createEventRecorder([]) }, channel.tenantId, channel.id, reason);
      context.print(
        channel.pausedAt ? `${channel.name} was paused already.` : `${channel.name} is paused: messages wait.`,
      );
      return 0;
    }
    case 'set-token':
      if (!(await setToken(context, deps, graph, channel, given))) return 1;
  }
  const resumed = await resumeChannel({ ...deps, events: createEventRecorder([]) }, channel.tenantId, channel.id);
  if (resumed) context.print(`${channel.name} sends again.`);
  else if (verb === 'resume') context.print(`${channel.name} was not paused.`);
  return 0;
}

async function setToken(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  channel: Channel,
  given: Given,
): Promise<boolean> {
  const accessToken = need(given['access-token'], 'access-token', usage);
  const asks = graph !== undefined && given.checks !== 'off';
  const lines = asks ? await checkToken({ clock: deps.clock, graph }, { ...channel, accessToken }) : [];
  if (!printLines(context, lines)) return false;
  await replaceAccessToken(deps, channel.tenantId, channel.id, accessToken);
  context.print(`The access token of ${channel.name} is replaced.`);
  return true;
}

/** What is stored of a channel; secrets are not shown. */
async function show(context: CommandContext, deps: CommandDeps, channel: Channel): Promise<number> {
  const profile = await findNumberProfile(deps, channel.tenantId, channel.id);
  const rate = channel.throughputPerSecond === 0 ? 'no limit' : `${channel.throughputPerSecond} messages a second`;
  const rows: [string, string | null | undefined][] = [
    ['id', channel.id],
    ['name', channel.name],
    ['number', channel.phoneNumber],
    ['phone number id', channel.phoneNumberId],
    ['account', channel.wabaId],
    ['app', channel.metaAppId],
    ['default', channel.isDefault ? 'yes' : 'no'],
    ['rate', rate],
    ['verified name', profile?.verifiedName],
    ['status at Meta', profile?.status],
    ['quality', profile?.qualityRating],
    ['messaging limit', profile?.messagingLimitTier],
    ['sends', channel.pausedAt ? `no, since ${channel.pausedAt.toISOString()}` : 'yes'],
    ['reason', channel.pausedReason],
  ];
  for (const [name, value] of rows) if (value) context.print(`${name}\t${value}`);
  return 0;
}

function describe(channel: Channel): string {
  const state = channel.pausedAt ? `paused: ${channel.pausedReason ?? ''}` : 'sending';
  return [channel.id, channel.name, channel.phoneNumber, channel.isDefault ? 'default' : '', state].join('\t');
}
