import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { listTeams } from '../accounts/index.ts';
import { type Channel, listChannels } from '../channels/index.ts';
import { listTags, type Tag } from '../conversations/index.ts';
import type { InboxDeps } from './list-inbox.ts';

/** Whom and what chats can be filtered by and given to. */
export interface Directory {
  readonly operators: readonly { readonly id: string; readonly name: string; readonly email: string }[];
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly Channel[];
  readonly tags: readonly Tag[];
}

const operatorsStatement = tenantStatement<{ id: string; name: string; email: string }>(
  'inbox.operators',
  'select id, name, email from operators where tenant_id = $1 and disabled_at is null order by lower(name), id limit 1000',
);

/** All of a workspace; at most 1,000 operators, 500 teams and 1,000 tags. */
export async function readDirectory(deps: Pick<InboxDeps, 'db'>, ctx: Context): Promise<Directory> {
  const [operators, teams, channels, tags] = await Promise.all([
    deps.db.tenant(ctx.tenantId, operatorsStatement),
    listTeams(deps, ctx.tenantId),
    listChannels(deps, ctx),
    listTags(deps, ctx),
  ]);
  return { operators, teams, channels, tags };
}
