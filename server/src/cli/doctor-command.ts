import type { GraphClient } from '../meta/graph-client.ts';
import { listTenants } from '../modules/accounts/index.ts';
import { type Channel, type CheckLine, listChannels, listMetaApps } from '../modules/channels/index.ts';
import { backlogStatement } from '../modules/intake/index.ts';
import { queueSizesStatement } from '../modules/messages/index.ts';
import { deliveryBacklogStatement } from '../modules/webhooks/index.ts';
import { type CommandContext, type CommandDeps, takeNoArguments, withDatabase } from './command-context.ts';
import { checkStored, printLines, simulatorPlaysMeta, withGraph } from './meta-checks.ts';

const usage = `parley doctor

Checks settings, database, secret key, public address, queues, and every channel. Exit code 1 when something needs a hand.`;

/**
 * Says what is well and what is not: settings, database, secret key, public address, queues, channels and what Meta says of
 * them. Exit code 1 when something needs a hand.
 */
export async function runDoctor(context: CommandContext): Promise<number> {
  takeNoArguments(context, usage);
  return withDatabase(context, async (deps) => {
    context.print(`ok    settings are valid; Node ${process.version}`);
    context.print(
      `ok    the database answers (${deps.config.databaseUrl === undefined ? 'embedded' : 'DATABASE_URL'})`,
    );
    const own = await checkSettings(deps);
    const settings = printLines(context, own);
    await printQueues(context, deps);
    const channels = await withGraph(deps, (graph) => printChannels(context, deps, graph));
    return settings && channels ? 0 : 1;
  });
}

/** The key must open what is stored, and Meta must be able to reach this server. */
async function checkSettings(deps: CommandDeps): Promise<CheckLine[]> {
  const lines: CheckLine[] = [];
  try {
    await listMetaApps(deps);
    lines.push({ level: 'ok', what: 'the secret key opens the stored secrets' });
  } catch {
    const next = 'Set PARLEY_SECRET_KEY to the key that this database was filled with.';
    lines.push({ level: 'fail', what: 'The secret key does not open the stored secrets', next });
  }
  const { publicUrl, simulator } = deps.config;
  if (publicUrl?.startsWith('https://')) lines.push({ level: 'ok', what: `the public address is ${publicUrl}` });
  else if (!simulator) {
    const next = 'Set PARLEY_PUBLIC_URL to the https address at which Meta reaches this server.';
    const what = publicUrl === undefined ? 'There is no public address' : `${publicUrl} is no https address`;
    lines.push({ level: 'warn', what, next });
  }
  return lines;
}

async function printQueues(context: CommandContext, { db }: CommandDeps): Promise<void> {
  const [[sends], [intake], [webhooks]] = await Promise.all([
    db.system(queueSizesStatement),
    db.system(backlogStatement),
    db.system(deliveryBacklogStatement),
  ]);
  context.print(
    `info  sends: ${sends?.waiting ?? 0} waiting, ${sends?.underWay ?? 0} under way, ${sends?.unknown ?? 0} unknown`,
  );
  context.print(`info  intake: ${intake?.waiting ?? 0} waiting, ${intake?.rejected ?? 0} set aside`);
  context.print(`info  webhooks: ${webhooks?.waiting ?? 0} waiting, ${webhooks?.dead ?? 0} given up`);
}

async function printChannels(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
): Promise<boolean> {
  let well = true;
  if (!graph) context.print(simulatorPlaysMeta);
  for (const { id: tenantId, name } of await listTenants(deps)) {
    const channels = await listChannels(deps, { tenantId, actor: { kind: 'system' }, requestId: 'doctor' });
    if (channels.length === 0)
      context.print(`warn  workspace ${tenantId} (${name}) has no channel: parley channel add`);
    for (const channel of channels) well = (await printChannel(context, deps, graph, channel)) && well;
  }
  return well;
}

async function printChannel(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  channel: Channel,
): Promise<boolean> {
  const state = channel.pausedAt
    ? `fail  ${channel.name} is paused: ${channel.pausedReason}`
    : `ok    ${channel.name} sends`;
  context.print(`${state} (${channel.phoneNumber}, workspace ${channel.tenantId})`);
  const lines = graph ? await checkSealed(deps, graph, channel) : [];
  return printLines(context, lines) && !channel.pausedAt;
}

// With another key than the stored one there is nothing to ask with.
async function checkSealed(deps: CommandDeps, graph: GraphClient, channel: Channel): Promise<CheckLine[]> {
  try {
    return await checkStored(deps, graph, channel);
  } catch (error) {
    const what = `The channel can't be checked: ${error instanceof Error ? error.message : String(error)}`;
    return [{ level: 'fail', what, next: 'Check PARLEY_SECRET_KEY.' }];
  }
}
