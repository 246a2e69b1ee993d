import { listTenants } from '../modules/accounts/index.ts';
import { listChannels } from '../modules/channels/index.ts';
import { backlogStatement } from '../modules/intake/index.ts';
import { queueSizesStatement } from '../modules/messages/index.ts';
import { deliveryBacklogStatement } from '../modules/webhooks/index.ts';
import { type CommandContext, type CommandDeps, withDatabase } from './command-context.ts';

/** Says what is well and what is not: settings, database, queues, channels. Exit code 1 when something needs a hand. */
export async function runDoctor(context: CommandContext): Promise<number> {
  return withDatabase(context, async (deps) => {
    context.print(`ok    settings are valid; Node ${process.version}`);
    context.print(
      `ok    the database answers (${deps.config.databaseUrl === undefined ? 'embedded' : 'DATABASE_URL'})`,
    );
    await printQueues(context, deps);
    return (await printChannels(context, deps)) ? 0 : 1;
  });
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

async function printChannels(context: CommandContext, deps: CommandDeps): Promise<boolean> {
  let well = true;
  for (const { id: tenantId, name } of await listTenants(deps)) {
    const channels = await listChannels(deps, { tenantId, actor: { kind: 'system' }, requestId: 'doctor' });
    if (channels.length === 0)
      context.print(`warn  workspace ${tenantId} (${name}) has no channel: parley channel add`);
    for (const channel of channels) {
      if (channel.pausedAt) well = false;
      const state = channel.pausedAt
        ? `fail  ${channel.name} is paused: ${channel.pausedReason}`
        : `ok    ${channel.name} sends`;
      context.print(`${state} (${channel.phoneNumber}, workspace ${tenantId})`);
    }
  }
  return well;
}
