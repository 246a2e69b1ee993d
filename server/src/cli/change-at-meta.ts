import type { GraphClient } from '../meta/graph-client.ts';
import {
  type Channel,
  type ChannelCredentials,
  type CheckLine,
  checkProfile,
  findCredentials,
  listMetaApps,
  type ProfileChange,
  pointCallbackHere,
  registerAtMeta,
  subscribeAccount,
  updateProfile,
} from '../modules/channels/index.ts';
import { type CommandContext, type CommandDeps, need, UsageError } from './command-context.ts';
import { callbackUrlOf, printLines, simulatorPlaysMeta } from './meta-checks.ts';

export interface ChangeAtMeta {
  readonly verb: string;
  readonly given: Readonly<Partial<Record<string, string>>>;
  readonly usage: string;
}

/** Subscribes, registers, sets callback or profile of a connected number at Meta. Answers the exit code. */
export async function changeAtMeta(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  channel: Channel,
  change: ChangeAtMeta,
): Promise<number> {
  const work = prepare(deps, change);
  const credentials = await findCredentials(deps, channel.tenantId, channel.id);
  if (!graph || !credentials) {
    context.print(simulatorPlaysMeta);
    return 0;
  }
  return printLines(context, [await work(graph, credentials)]) ? 0 : 1;
}

type Work = (graph: GraphClient, credentials: ChannelCredentials) => Promise<CheckLine>;

// What was given is checked before anything is asked.
function prepare(deps: CommandDeps, { verb, given, usage }: ChangeAtMeta): Work {
  switch (verb) {
    case 'register': {
      const pin = need(given.pin, 'pin', usage);
      if (!/^\d{6}$/.test(pin)) throw new UsageError('--pin must be six digits.');
      return (graph, credentials) => registerAtMeta(graph, credentials, pin);
    }
    case 'set-callback':
      return (graph, credentials) => setCallback(deps, graph, credentials);
    case 'set-profile': {
      const change = readProfile(given);
      checkProfile(change);
      return async (graph, { tenantId, id, name }) => {
        await updateProfile({ ...deps, graph }, tenantId, id, change);
        return { level: 'ok', what: `the profile of ${name} is changed` };
      };
    }
    default:
      return (graph, credentials) => {
        const facts = { ...credentials, appSecret: undefined, callbackUrl: undefined };
        return subscribeAccount({ clock: deps.clock, graph }, facts);
      };
  }
}

async function setCallback(
  deps: CommandDeps,
  graph: GraphClient,
  { metaAppId }: ChannelCredentials,
): Promise<CheckLine> {
  const app = (await listMetaApps(deps)).find((entry) => entry.id === metaAppId);
  const url = app && callbackUrlOf(deps, app.callbackId);
  if (app && url) return pointCallbackHere(graph, { ...app, metaAppId }, url);
  const next = 'Set PARLEY_PUBLIC_URL to the https address at which Meta reaches this server.';
  return { level: 'fail', what: 'There is no public address', next };
}

function readProfile(given: ChangeAtMeta['given']): ProfileChange {
  const texts = ['about', 'address', 'description', 'email', 'vertical'] as const;
  const change = Object.fromEntries(texts.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
  const { websites } = given;
  if (websites === undefined) return change;
  return { ...change, websites: websites.split(',').flatMap((site) => site.trim() || []) };
}
