import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { readDefinition } from './flow-definition.ts';
import { findFlowStatement, insertFlowStatement, listFlowsStatement } from './queries.ts';
import type { Flow, FlowStatus } from './types.ts';

export interface FlowDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Chatbots that one list answers. */
export const flowListLimit = 500;
const nameLimit = 100;

/**
 * Adds a chatbot. Undefined when one of that name is there already: it stays as it is. Throws flow.definition_invalid.
 */
export async function addFlow(
  deps: FlowDeps,
  ctx: Context,
  input: { readonly name: string; readonly status: FlowStatus; readonly definition: unknown },
): Promise<Flow | undefined> {
  const name = input.name.trim();
  if (name === '' || name.length > nameLimit) {
    throw new AppError('flow.definition_invalid', `A chatbot needs a name of 1 to ${nameLimit} characters.`);
  }
  const definition = readDefinition(input.definition);
  const at = deps.clock.now();
  const values = [newId(at.getTime()), name, input.status, JSON.stringify(definition), at];
  const [row] = await deps.db.tenant(ctx.tenantId, insertFlowStatement, values);
  return row && { ...row, definition };
}

/** The active chatbots of a tenant, oldest first. At most 500. */
export async function listFlows(
  deps: Pick<FlowDeps, 'db'>,
  ctx: Context,
): Promise<{ id: string; name: string; createdAt: Date }[]> {
  return deps.db.tenant(ctx.tenantId, listFlowsStatement, [flowListLimit]);
}

/** An active chatbot. Throws flow.not_found. */
export async function getActiveFlow(deps: Pick<FlowDeps, 'db'>, ctx: Context, flowId: string): Promise<Flow> {
  const [row] = await deps.db.tenant(ctx.tenantId, findFlowStatement, [flowId]);
  if (row?.status !== 'active') throw new AppError('flow.not_found', 'Chatbot not found');
  return { ...row, definition: readDefinition(row.definition) };
}
