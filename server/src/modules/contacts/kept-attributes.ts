import type { Database, Transaction } from '../../db/database.ts';
import { type Scope, tenantStatement } from '../../db/scope.ts';
import { takeTurn } from '../../db/take-turn.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { checkAttributeName } from './attributes.ts';
import { toPeopleWhere } from './people-filter.ts';

interface KeepDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** An attribute that is there whether or not a contact has it. */
export interface KeptAttribute {
  readonly name: string;
  readonly description: string | null;
}

/** Attributes that a workspace keeps. */
const keptAttributeLimit = 1_000;
const descriptionLimit = 500;

const listStatement = tenantStatement<KeptAttribute>(
  'contacts.list-kept-attributes',
  `select name, description from kept_attributes where tenant_id = $1 order by name limit ${keptAttributeLimit}`,
);

const countStatement = tenantStatement<{ total: number }>(
  'contacts.count-kept-attributes',
  'select count(*) as total from kept_attributes where tenant_id = $1',
);

const insertStatement = tenantStatement<{ name: string }>(
  'contacts.insert-kept-attribute',
  `insert into kept_attributes (tenant_id, name, description, created_at, updated_at) values ($1, $2, $3, $4, $4)
   on conflict (tenant_id, name) do nothing returning name`,
);

const describeStatement = tenantStatement<{ before: string | null }>(
  'contacts.describe-kept-attribute',
  `update kept_attributes k set description = $3, updated_at = $4
   from (select description from kept_attributes where tenant_id = $1 and name = $2 for update) was
   where k.tenant_id = $1 and k.name = $2 returning was.description as before`,
);

const deleteStatement = tenantStatement<{ description: string | null }>(
  'contacts.delete-kept-attribute',
  'delete from kept_attributes where tenant_id = $1 and name = $2 returning description',
);

/** All of them, by name. */
export function listKeptAttributes(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  ctx: Context,
): Promise<KeptAttribute[]> {
  return deps.db.tenant(ctx.tenantId, listStatement);
}

/**
 * Keeps an attribute that no contact has yet: it is offered wherever attributes are. Throws request.invalid,
 * attribute.exists, attribute.limit_reached.
 */
export async function keepAttribute(deps: KeepDeps, ctx: Context, input: KeptAttribute): Promise<KeptAttribute> {
  const kept = { name: input.name.trim(), description: readDescription(input.description) };
  checkAttributeName('name', kept.name);
  if (await hasAnybody(deps, ctx, kept.name)) throw exists(kept.name, 'contacts have it');
  const values = [kept.name, kept.description, deps.clock.now()];
  if (!(await insertWithRoom(deps, ctx, values))) throw exists(kept.name, 'it was added before');
  return kept;
}

/**
 * Says what an attribute means; null takes that back. One that only contacts have is kept from then on. Answers what was
 * said before. Throws request.invalid, attribute.not_found, attribute.limit_reached.
 */
export async function describeAttribute(
  deps: KeepDeps,
  ctx: Context,
  { name, description }: KeptAttribute,
): Promise<{ before: string | null; after: string | null }> {
  checkAttributeName('name', name);
  const after = readDescription(description);
  const values = [name, after, deps.clock.now()];
  const [changed] = await deps.db.tenant(ctx.tenantId, describeStatement, values);
  if (changed !== undefined) return { before: changed.before, after };
  if (!(await hasAnybody(deps, ctx, name))) throw new AppError('attribute.not_found', `There is no attribute ${name}.`);
  await insertWithRoom(deps, ctx, values);
  return { before: null, after };
}

/** What becomes of a kept attribute that is renamed. */
export interface KeptRename {
  readonly description: string | null;
  /** The new name was not kept before. */
  readonly isNew: boolean;
}

/** Keeps an attribute by its new name, in the caller's transaction. Undefined: it was not kept. */
export async function renameKept(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<KeptRename | undefined> {
  const description = await forgetKept(tx, ctx, from);
  if (description === undefined) return undefined;
  return { description, isNew: await restoreKept(deps, tx, ctx, { name: to, description }) };
}

/** Keeps an attribute no longer, in the caller's transaction. Answers what was said of it, undefined when it was not kept. */
export async function forgetKept(tx: Transaction, ctx: Context, name: string): Promise<string | null | undefined> {
  const [gone] = await tx.tenant(ctx.tenantId, deleteStatement, [name]);
  return gone?.description;
}

/** Keeps an attribute again, in the caller's transaction. False: it is kept already, and stays as it is. */
export async function restoreKept(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { name, description }: KeptAttribute,
): Promise<boolean> {
  return (await tx.tenant(ctx.tenantId, insertStatement, [name, description, deps.clock.now()])).length > 0;
}

async function hasAnybody(deps: Pick<KeepDeps, 'db'>, ctx: Context, name: string): Promise<boolean> {
  const where = toPeopleWhere({ groups: [[{ name, operator: 'exist', value: '' }]] });
  const statement = tenantStatement('', `select c.id from contacts c where ${where.text} limit 1`);
  return (await deps.db.tenant(ctx.tenantId, statement, [...where.values])).length > 0;
}

/** False: it is kept already. Throws attribute.limit_reached. */
async function insertWithRoom(
  deps: Pick<KeepDeps, 'db'>,
  { tenantId }: Context,
  values: readonly unknown[],
): Promise<boolean> {
  return deps.db.transaction(async (tx) => {
    await takeTurn(tx, tenantId, 'kept attributes');
    const [kept] = await tx.tenant(tenantId, countStatement);
    if ((kept?.total ?? 0) >= keptAttributeLimit) {
      throw new AppError('attribute.limit_reached', `A workspace keeps at most ${keptAttributeLimit} attributes.`);
    }
    return (await tx.tenant(tenantId, insertStatement, values)).length > 0;
  });
}

function readDescription(text: string | null): string | null {
  const description = text?.trim() || null;
  if ((description?.length ?? 0) <= descriptionLimit) return description;
  throw new AppError('request.invalid', `The description must have at most ${descriptionLimit} characters.`, {
    details: { field: 'description' },
  });
}

function exists(name: string, why: string): AppError {
  return new AppError('attribute.exists', `There is an attribute ${name} already: ${why}.`);
}
