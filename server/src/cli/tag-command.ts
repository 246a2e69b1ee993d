import { createTag, listTags } from '../modules/conversations/index.ts';
import { type CommandContext, need, readArguments, withDatabase } from './command-context.ts';
import { requireWorkspace } from './require-workspace.ts';

const usage = `parley tag add --tenant 404242 --name "Late"
parley tag list --tenant 404242

A chat can bear the tags of its workspace; upper and lower case are the same.`;

/** Makes and lists the tags of a workspace. */
export async function runTag(context: CommandContext): Promise<number> {
  const { verb, given } = readArguments(context, ['add', 'list'], ['tenant', 'name'], usage);
  const tenantId = need(given.tenant, 'tenant', usage);
  const name = verb === 'add' ? need(given.name, 'name', usage) : '';
  return withDatabase(context, async (deps) => {
    await requireWorkspace(deps, tenantId);
    const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'parley tag' } as const;
    if (verb === 'add') {
      const made = await createTag(deps, ctx, name);
      context.print(made ? `The tag ${made.name} is made.` : 'There is a tag of that name.');
      return 0;
    }
    for (const tag of await listTags(deps, ctx)) context.print(tag.name);
    return 0;
  });
}
