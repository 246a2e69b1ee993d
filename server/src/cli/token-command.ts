import { createToken, findOperator, listTokens, revealToken, revokeToken } from '../modules/accounts/index.ts';
import { auditWork } from './audit-work.ts';
import { type CommandContext, need, readArguments, UsageError, withDatabase } from './command-context.ts';
import { requireWorkspace } from './require-workspace.ts';

const usage = `parley token add --tenant 404242 --name main [--email me@shop.example] [--scopes contacts:read,conversationsv3:write] [--expires 2027-12-31]
parley token list --tenant 404242
parley token revoke --tenant 404242 --id <id>
parley token show --tenant 404242 --id <id>

A token is shown once, when it is made. Without --scopes it has full rights. One that was made by rotateToken in the
place of a blocked token can be shown by its id.`;

/** Makes, lists and ends API tokens. */
export async function runToken(context: CommandContext): Promise<number> {
  const options = ['tenant', 'name', 'email', 'scopes', 'expires', 'id'] as const;
  const { verb, given } = readArguments(context, ['add', 'list', 'revoke', 'show'], options, usage);
  const tenantId = need(given.tenant, 'tenant', usage);
  return withDatabase(context, async (deps) => {
    await requireWorkspace(deps, tenantId);
    if (verb === 'list') {
      for (const token of await listTokens(deps, tenantId)) {
        const state = token.revokedAt ? 'ended' : 'in use';
        const expires = token.expiresAt?.toISOString() ?? 'no expiry';
        const used = token.lastUsedAt ? `last used ${token.lastUsedAt.toISOString()}` : 'never used';
        const scopes = token.scopes?.join(',') ?? 'all';
        context.print([token.id, token.name, scopes, expires, state, used].join('\t'));
      }
      return 0;
    }
    if (verb === 'revoke') {
      const targetId = need(given.id, 'id', usage);
      const ended = await auditWork(
        deps,
        tenantId,
        () => revokeToken(deps, tenantId, targetId),
        () => ({ action: 'token.revoke', targetId }),
      );
      context.print(ended ? 'The token is ended.' : 'There is no such token, or it was ended before.');
      return ended ? 0 : 1;
    }
    if (verb === 'show') {
      const text = await revealToken(deps, tenantId, need(given.id, 'id', usage));
      if (text === undefined) throw new UsageError('That token cannot be shown: only one that rotateToken made can.');
      context.print(text);
      return 0;
    }
    const operator = given.email === undefined ? undefined : await findOperator(deps, tenantId, given.email);
    if (given.email !== undefined && !operator) throw new UsageError(`There is no operator ${given.email}.`);
    const scopes = given.scopes?.split(',').map((scope) => scope.trim());
    const expiresAt = readDate(given.expires);
    const name = need(given.name, 'name', usage);
    const input = {
      name,
      ...(operator ? { operatorId: operator.id } : {}),
      ...(scopes ? { scopes } : {}),
      ...(expiresAt ? { expiresAt } : {}),
    };
    const { token } = await auditWork(
      deps,
      tenantId,
      () => createToken(deps, tenantId, input),
      ({ id }) => ({ action: 'token.create', targetId: id, targetName: name, changes: { after: input } }),
    );
    context.print(token);
    return 0;
  });
}

function readDate(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new UsageError(`--expires is no date: ${text}\n\n${usage}`);
  return date;
}
