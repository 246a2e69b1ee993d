import { createGraphClient, type GraphClient } from '../meta/graph-client.ts';
import {
  type Channel,
  type CheckLine,
  checkConnection,
  findCredentials,
  listMetaApps,
} from '../modules/channels/index.ts';
import type { CommandContext, CommandDeps } from './command-context.ts';

/** Said where nothing can be asked: with the simulator on, no call goes to Meta, so real numbers can't work. */
export const simulatorPlaysMeta =
  'info  the simulator plays Meta here, so nothing was checked; real numbers need PARLEY_SIMULATOR=off';

const metaUrl = 'https://graph.facebook.com';

/** Runs `work` with the Cloud API of the settings; with undefined where the simulator of the platform plays it. */
export async function withGraph<T>(
  { config }: CommandDeps,
  work: (graph: GraphClient | undefined) => Promise<T>,
): Promise<T> {
  if (config.graphUrl === undefined && config.simulator) return work(undefined);
  const graph = createGraphClient({ baseUrl: config.graphUrl ?? metaUrl, connections: 8 });
  try {
    return await work(graph);
  } finally {
    await graph.close();
  }
}

/** Where Meta should post to; a Meta app of a customer has an address of its own. */
export function callbackUrlOf({ config }: CommandDeps, callbackId: string | null): string | undefined {
  if (config.publicUrl === undefined) return undefined;
  return `${config.publicUrl}/meta/webhook${callbackId === null ? '' : `/${callbackId}`}`;
}

/** Prints the lines as they are; answers whether nothing failed. */
export function printLines(context: CommandContext, lines: readonly CheckLine[]): boolean {
  for (const { level, what, next } of lines) {
    context.print(`${level.padEnd(6)}${what}${next === undefined ? '' : `. ${next}`}`);
  }
  return lines.every((line) => line.level !== 'fail');
}

/** Everything that Meta says of a stored channel, and whether it is paused here. */
export async function checkStored(deps: CommandDeps, graph: GraphClient, channel: Channel): Promise<CheckLine[]> {
  const [credentials, apps] = await Promise.all([
    findCredentials(deps, channel.tenantId, channel.id),
    listMetaApps(deps),
  ]);
  const app = apps.find((entry) => entry.id === channel.metaAppId);
  if (!credentials) return [{ level: 'fail', what: 'The channel is gone', next: 'Connect it again.' }];
  return checkConnection(
    { clock: deps.clock, graph },
    { ...credentials, appSecret: app?.appSecret, callbackUrl: callbackUrlOf(deps, app?.callbackId ?? null) },
  );
}
