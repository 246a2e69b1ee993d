import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { InboxDeps } from './list-inbox.ts';

/** A filter of the list under a name: of one operator, or shared with all. */
export interface View {
  id: string;
  operatorId: string;
  name: string;
  isShared: boolean;
  /** As the query of the list. */
  filter: Record<string, unknown>;
}

export type ViewInput = Pick<View, 'name' | 'isShared'> & { readonly filter: Readonly<Record<string, unknown>> };

/** Views of an operator, and shared ones. */
const viewLimit = 100;

const columns = 'id, operator_id as "operatorId", name, is_shared as "isShared", filter';

const listStatement = tenantStatement<View>(
  'inbox.list-views',
  `select * from (
     (select ${columns} from inbox_views where tenant_id = $1 and operator_id = $2 limit ${viewLimit})
     union
     (select ${columns} from inbox_views where tenant_id = $1 and is_shared limit ${viewLimit})) v order by lower(name), id`.replaceAll(
    'filter from',
    'filter::jsonb as filter from',
  ),
);
const countOthersStatement = tenantStatement<{ views: number }>(
  'inbox.count-views',
  `select count(*) as views from inbox_views
   where tenant_id = $1 and id <> $4 and ((operator_id = $2 and not $3) or (is_shared and $3))`,
);
const insertStatement = tenantStatement<View>(
  'inbox.insert-view',
  `insert into inbox_views (tenant_id, id, operator_id, name, is_shared, filter, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6::json, $7, $7) returning ${columns}`,
);
const updateStatement = tenantStatement<View>(
  'inbox.update-view',
  `update inbox_views set name = $4, is_shared = $5, filter = $6::json, updated_at = $7
   where tenant_id = $1 and id = $2 and (operator_id = $3 or is_shared) returning ${columns}`,
);
const deleteStatement = tenantStatement<{ id: string }>(
  'inbox.delete-view',
  'delete from inbox_views where tenant_id = $1 and id = $2 and (operator_id = $3 or is_shared) returning id',
);

/** The views of an operator and the shared ones, by name. */
export async function listViews(deps: Pick<InboxDeps, 'db'>, ctx: Context, operatorId: string): Promise<View[]> {
  return deps.db.tenant(ctx.tenantId, listStatement, [operatorId]);
}

/** Throws view.limit_reached. */
export async function createView(deps: InboxDeps, ctx: Context, operatorId: string, input: ViewInput): Promise<View> {
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const values = [id, operatorId, input.name.trim(), input.isShared, JSON.stringify(input.filter), at];
  return deps.db.transaction(async (tx) => {
    await requireRoom(tx, ctx, { id, operatorId }, input);
    const [view] = await tx.tenant(ctx.tenantId, insertStatement, values);
    return view ?? notFound();
  });
}

/** Changes a view of the operator, or a shared one. Throws view.not_found and view.limit_reached. */
export async function updateView(
  deps: InboxDeps,
  ctx: Context,
  { id, operatorId }: { readonly id: string; readonly operatorId: string },
  input: ViewInput,
): Promise<View> {
  const values = [id, operatorId, input.name.trim(), input.isShared, JSON.stringify(input.filter), deps.clock.now()];
  return deps.db.transaction(async (tx) => {
    await requireRoom(tx, ctx, { id, operatorId }, input);
    const [view] = await tx.tenant(ctx.tenantId, updateStatement, values);
    return view ?? notFound();
  });
}

/** The list shows so many of each: a view that is shared from now on takes a place among the shared ones. */
async function requireRoom(
  tx: Transaction,
  { tenantId }: Context,
  { id, operatorId }: { readonly id: string; readonly operatorId: string },
  { isShared }: ViewInput,
): Promise<void> {
  await takeTurn(tx, tenantId, 'views');
  const [count] = await tx.tenant(tenantId, countOthersStatement, [operatorId, isShared, id]);
  if ((count?.views ?? 0) < viewLimit) return;
  throw new AppError('view.limit_reached', `There are at most ${viewLimit} views.`);
}

/** Throws view.not_found. */
export async function deleteView(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Context,
  { id, operatorId }: { readonly id: string; readonly operatorId: string },
): Promise<void> {
  const rows = await deps.db.tenant(ctx.tenantId, deleteStatement, [id, operatorId]);
  if (rows.length === 0) notFound();
}

function notFound(): never {
  throw new AppError('view.not_found', 'View not found.');
}
