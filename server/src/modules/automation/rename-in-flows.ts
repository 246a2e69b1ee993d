import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { namesPart } from './find-flows.ts';
import { type FlowDefinition, type FlowNode, isDefinition, readDefinition } from './flow-definition.ts';
import { renameInFlowText } from './flow-text.ts';
import { flowListLimit } from './flow-verbs.ts';

const lockStatement = tenantStatement<{ id: string; definition: unknown }>(
  'flows.lock-all',
  'select id, definition from flows where tenant_id = $1 order by id limit $2 for update',
);

const writeStatement = tenantStatement(
  'flows.write-definition',
  'update flows set definition = $3, updated_at = $4 where tenant_id = $1 and id = $2',
);

/**
 * Lets chatbots, drafts too, name an attribute by its new name, in the caller's transaction; only those of `ids` where they
 * are given. One that cannot bear the name stays as it is. Runs take it from their next step on. Answers the ids of those
 * that were changed.
 */
export async function renameInFlows(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { from, to }: { readonly from: string; readonly to: string },
  ids?: readonly string[],
): Promise<string[]> {
  const changed: string[] = [];
  for (const { id, definition } of await tx.tenant(ctx.tenantId, lockStatement, [flowListLimit])) {
    const known = readDefinition(definition);
    if (!namesPart(known, { attribute: from }) || !(ids?.includes(id) ?? true)) continue;
    const renamed = renameInDefinition(known, from, to);
    if (renamed === undefined) continue;
    await tx.tenant(ctx.tenantId, writeStatement, [id, JSON.stringify(renamed), deps.clock.now()]);
    changed.push(id);
  }
  return changed;
}

/** The definition with the new name; undefined when it would not be one any more, or still named the old one. */
export function renameInDefinition(known: FlowDefinition, from: string, to: string): FlowDefinition | undefined {
  const renamed = { ...known, nodes: known.nodes.map((node) => renameInNode(node, from, to)) };
  return isDefinition(renamed) && !/[{}]/.test(to) ? renamed : undefined;
}

function renameInNode(node: FlowNode, from: string, to: string): FlowNode {
  const attribute = 'attribute' in node && node.attribute === from ? { attribute: to } : {};
  const text = 'text' in node ? { text: renameInFlowText(node.text, from, to) } : {};
  return { ...node, ...attribute, ...text };
}
