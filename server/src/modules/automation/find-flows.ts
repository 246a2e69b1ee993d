import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { type FlowDefinition, type FlowNode, readDefinition } from './flow-definition.ts';
import { namesInFlowText } from './flow-text.ts';
import { type FlowDeps, flowListLimit } from './flow-verbs.ts';

const listStatement = tenantStatement<{ id: string; name: string; definition: unknown }>(
  'flows.list-whole',
  'select id, name, definition from flows where tenant_id = $1 order by name, id limit $2',
);

/** A thing of the workspace that a chatbot may name. */
export type FlowPart =
  | { readonly attribute: string }
  | { readonly team: { readonly id: string; readonly name: string } };

/** The chatbots, drafts too, that name an attribute or a team; of at most 500 by name. */
export async function findFlowsNaming(
  deps: Pick<FlowDeps, 'db'>,
  ctx: Context,
  part: FlowPart,
): Promise<{ id: string; name: string }[]> {
  const flows = await deps.db.tenant(ctx.tenantId, listStatement, [flowListLimit]);
  return flows
    .filter(({ definition }) => namesPart(readDefinition(definition), part))
    .map(({ id, name }) => ({ id, name }));
}

export function namesPart({ nodes }: FlowDefinition, part: FlowPart): boolean {
  return nodes.some((node) =>
    'attribute' in part ? namesAttribute(node, part.attribute) : namesTeam(node, part.team),
  );
}

function namesAttribute(node: FlowNode, attribute: string): boolean {
  if ('attribute' in node && node.attribute === attribute) return true;
  return 'text' in node && namesInFlowText(node.text).includes(attribute);
}

function namesTeam(node: FlowNode, { id, name }: { readonly id: string; readonly name: string }): boolean {
  if (node.kind !== 'assignTeam') return false;
  const wanted = node.team.trim().toLowerCase();
  return wanted === name.toLowerCase() || wanted === id;
}
