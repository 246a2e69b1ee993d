import type { GraphClient } from '../meta/graph-client.ts';
import {
  addChannel,
  checkConnection,
  listChannels,
  routeNumbers,
  saveMetaApp,
  subscribeAccount,
} from '../modules/channels/index.ts';
import { type CommandContext, type CommandDeps, UsageError } from './command-context.ts';
import { callbackUrlOf, printLines, simulatorPlaysMeta } from './meta-checks.ts';

export interface NumberToConnect {
  readonly tenantId: string;
  readonly metaAppId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phoneNumber: string;
  readonly name: string;
  readonly throughputPerSecond: number;
  readonly accessToken: string;
  /** Meta is not asked. */
  readonly unseen: boolean;
}

/**
 * Connects a number: asks Meta about all of it, subscribes the app, and only then stores anything. Answers false, with
 * nothing stored, when a check failed. Without `graph` nothing is asked.
 */
export async function connectNumber(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  input: NumberToConnect,
): Promise<boolean> {
  const ctx = { tenantId: input.tenantId, actor: { kind: 'system' }, requestId: 'command line' } as const;
  const [existing, taken] = await Promise.all([listChannels(deps, ctx), routeNumbers(deps, [input.phoneNumberId])]);
  if (taken.length > 0) throw new UsageError(`The phone number id ${input.phoneNumberId} is connected already.`);
  if (existing.some((channel) => channel.phoneNumber === input.phoneNumber)) {
    throw new UsageError(`The number ${input.phoneNumber} is connected already.`);
  }
  if (!(await passesChecks(context, deps, graph, input))) {
    context.complain('Nothing was stored. With --checks off the number is connected unseen.');
    return false;
  }
  const { metaAppId, appSecret, verifyToken, tenantId, unseen: _unseen, ...number } = input;
  await saveMetaApp(deps, { id: metaAppId, appSecret, verifyToken });
  await addChannel(deps, tenantId, { ...number, metaAppId, isDefault: existing.length === 0 });
  context.print(`${input.phoneNumber} is connected.`);
  return true;
}

async function passesChecks(
  context: CommandContext,
  deps: CommandDeps,
  graph: GraphClient | undefined,
  input: NumberToConnect,
): Promise<boolean> {
  if (input.unseen) return true;
  if (!graph) {
    context.print(simulatorPlaysMeta);
    return true;
  }
  const facts = { ...input, callbackUrl: callbackUrlOf(deps, null) };
  const lines = await checkConnection({ clock: deps.clock, graph }, facts, { exceptSubscription: true });
  if (!printLines(context, lines)) return false;
  return printLines(context, [await subscribeAccount({ clock: deps.clock, graph }, facts)]);
}
