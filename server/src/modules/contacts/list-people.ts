import type { Transaction } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import type { Where } from './contact-filter.ts';
import { exactTotalLimit } from './filter-memory.ts';
import { type ContactListDeps, countContacts, findFew } from './list-contacts.ts';
import { isOpenToAll, type PeopleFilter, toPeopleWhere } from './people-filter.ts';
import { type PeopleOrder, type PeoplePlace, type Stretch, toStretches } from './people-order.ts';
import { type Contact, contactColumns } from './types.ts';

export interface PeoplePage {
  readonly contacts: readonly Contact[];
  /** Where the next page begins; undefined at the end of the list. */
  readonly next: PeoplePlace | undefined;
}

type Deps = Pick<ContactListDeps, 'db'>;
type Listed = Contact & { key: string };
type Placed = Listed & { readonly isRest: boolean };

/** Matches that are sorted for each page; of more, one is soon met on a walk along the order. */
export const fewPeopleLimit = 2_000;
/**
 * Rows that one page looks at, and where chats are looked up for each: with rare matches it may hold fewer rows than asked
 * for while the list goes on.
 */
const scanLimit = 5_000;
const chatScanLimit = 2_000;

const walkStatement = systemStatement('people.walk', 'set local enable_sort = off');

/**
 * A page of the grid: contacts that pass a filter in an order, behind a place. Those of a narrow filter are found by an
 * index and sorted; otherwise the index of the order is walked along, at most 5,000 rows a page.
 */
export async function listPeople(
  deps: Deps,
  ctx: Context,
  filter: PeopleFilter,
  page: { readonly order: PeopleOrder; readonly after: PeoplePlace | undefined; readonly limit: number },
): Promise<PeoplePage> {
  const { order, after, limit } = page;
  const where = toPeopleWhere(filter);
  const few = where.isIndexed ? await findFew(deps, ctx, where, fewPeopleLimit) : undefined;
  const readsChats = order.sort === 'lastSeen' || filter.tagged?.kind === 'id';
  const walk = { where: toPeopleWhere(filter, { withoutIndex: true }), most: readsChats ? chatScanLimit : scanLimit };
  const rows: Placed[] = [];
  return deps.db.transaction(async (tx) => {
    if (few === undefined) await tx.system(walkStatement);
    for (const stretch of toStretches(order, after)) {
      const wanted = limit + 1 - rows.length;
      // The place lies in the first stretch; the next one is read from its start.
      const start = after?.isRest === stretch.isRest ? after : undefined;
      const found = few
        ? await pickFrom(tx, ctx, few, stretch, start, wanted)
        : await walkAlong(tx, ctx, walk, stretch, start, wanted);
      rows.push(...found.map((row) => ({ ...row, isRest: stretch.isRest })));
      if (rows.length > limit) return toPage(rows.slice(0, limit));
      const end = few ? undefined : await findScanEnd(tx, ctx, stretch, start, walk.most);
      if (end) return { contacts: rows, next: { ...end, isRest: stretch.isRest } };
    }
    return { contacts: rows, next: undefined };
  });
}

function toPage(rows: readonly Placed[]): PeoplePage {
  const last = rows.at(-1);
  return { contacts: rows, next: last && { key: last.key, id: last.id, isRest: last.isRest } };
}

async function pickFrom(
  tx: Transaction,
  ctx: Context,
  ids: readonly string[],
  stretch: Stretch,
  start: PeoplePlace | undefined,
  limit: number,
): Promise<Listed[]> {
  const { values, bind } = binder([ids]);
  const tests = [stretch.belongs, start && stretch.after(start, bind)].filter((test) => test !== undefined);
  const source = stretch.fromContacts('select * from few');
  // Read whole before it is sorted: a walk along the order would meet these few too late.
  const statement = tenantStatement<Listed>(
    '',
    `with few as materialized (select c.* from contacts c where c.tenant_id = $1 and c.id = any($2::text[]))
     select ${contactColumns('x')}, ${stretch.key} as key from ${source} ${tests.length > 0 ? `where ${tests.join(' and ')}` : ''}
     order by ${stretch.orderBy} limit ${limit}`,
  );
  return tx.tenant(ctx.tenantId, statement, values);
}

interface Walk {
  readonly where: Where;
  /** Rows looked at. */
  readonly most: number;
}

async function walkAlong(
  tx: Transaction,
  ctx: Context,
  { where, most }: Walk,
  stretch: Stretch,
  start: PeoplePlace | undefined,
  limit: number,
): Promise<Listed[]> {
  const { values, bind } = binder(where.values);
  const rows = `select * from ${stretch.table} where ${boundsOf(stretch, start, bind)} order by ${stretch.orderBy} limit ${most}`;
  const belongs = (stretch.isRest ? stretch.belongs : stretch.isMet) ?? 'true';
  const statement = tenantStatement<Listed>(
    '',
    `select ${contactColumns('c')}, c.sort_key as key from (
       select x.*, ${stretch.key} as sort_key, ${belongs} as belongs from ${stretch.fromRows(rows)}) c
     where ${where.text} and c.belongs limit ${limit}`,
  );
  return tx.tenant(ctx.tenantId, statement, values);
}

/** The last row that a walk may look at, or undefined when the stretch ends before. */
async function findScanEnd(
  tx: Transaction,
  ctx: Context,
  stretch: Stretch,
  start: PeoplePlace | undefined,
  most: number,
): Promise<{ key: string; id: string } | undefined> {
  const { values, bind } = binder([]);
  const statement = tenantStatement<{ key: string; id: string }>(
    '',
    `select ${stretch.key} as key, ${stretch.id} as id from ${stretch.table} where ${boundsOf(stretch, start, bind)}
     order by ${stretch.orderBy} limit 1 offset ${most - 1}`,
  );
  return (await tx.tenant(ctx.tenantId, statement, values))[0];
}

// Who lacks a key is met on a walk by id, which is bounded by those it looks at.
function boundsOf(stretch: Stretch, start: PeoplePlace | undefined, bind: (value: string) => string): string {
  const tests = [stretch.tenant];
  if (!stretch.isRest && stretch.belongs !== undefined) tests.push(stretch.belongs);
  if (start !== undefined) tests.push(stretch.after(start, bind));
  return tests.join(' and ');
}

function binder(given: readonly unknown[]): { values: unknown[]; bind: (value: string) => string } {
  const values = [...given];
  return {
    values,
    bind(value) {
      values.push(value);
      return `$${values.length + 1}`;
    },
  };
}

/** How many pass a filter: exact up to 10,000, else `isMore`; exact always when asked for. */
export async function countPeople(
  deps: Deps,
  ctx: Context,
  filter: PeopleFilter,
  { exact = false }: { readonly exact?: boolean } = {},
): Promise<{ total: number; isMore: boolean }> {
  if (isOpenToAll(filter)) {
    return {
      total: await countContacts(deps, ctx, { from: filter.createdFrom, to: filter.createdBefore }),
      isMore: false,
    };
  }
  const where = toPeopleWhere(filter, { byTag: true });
  const bound = exact ? '' : `limit ${exactTotalLimit + 1}`;
  const statement = tenantStatement<{ total: number }>(
    '',
    `select count(*) as total from (select 1 from ${where.source} where ${where.text} ${bound}) matching`,
  );
  const total = (await deps.db.tenant(ctx.tenantId, statement, where.values))[0]?.total ?? 0;
  const isMore = !exact && total > exactTotalLimit;
  return { total: isMore ? exactTotalLimit : total, isMore };
}
