import type { Database } from '../../db/database.ts';
import { systemStatement, tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt } from '../../kernel/ids.ts';
import { type ContactFilter, isOpen, searchTextLimit, toOpposite, toWhere, type Where } from './contact-filter.ts';
import { findContacts } from './contact-verbs.ts';
import { exactTotalLimit, type FilterMemory, type KnownResult } from './filter-memory.ts';
import { countBetweenStatement, dayCountsStatement, listDownStatement, listUpStatement } from './queries.ts';
import { type Contact, contactColumns } from './types.ts';

export interface ContactListDeps {
  readonly db: Database;
  readonly filterMemory: FilterMemory;
}

export interface ContactPage {
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
}

const dayMs = 86_400_000;

/**
 * A page of contacts, the newest first, with the number of all that match: exact, but that of a filter which more than
 * 10,000 pass may be half a minute old. Throws request.invalid.
 */
export async function listContacts(
  deps: ContactListDeps,
  ctx: Context,
  filter: ContactFilter,
  page: ContactPage,
): Promise<{ contacts: Contact[]; total: number }> {
  if ((filter.name?.length ?? 0) > searchTextLimit) {
    throw new AppError('request.invalid', `name must have at most ${searchTextLimit} characters.`);
  }
  return isOpen(filter) ? listByDay(deps, ctx, filter.createdOn, page) : listMatching(deps, ctx, filter, page);
}

// Days are counted, so a far page is reached from the day it lies in, from whichever end of it is nearer.
async function listByDay(
  deps: ContactListDeps,
  ctx: Context,
  createdOn: Date | undefined,
  { pageNumber, pageSize }: ContactPage,
): Promise<{ contacts: Contact[]; total: number }> {
  const range = createdOn && toDayRange(createdOn);
  const day = createdOn ? createdOn.getTime() / dayMs : null;
  const days = await deps.db.tenant(ctx.tenantId, dayCountsStatement, [day, day]);
  const total = days.reduce((sum, { contacts }) => sum + contacts, 0);
  const offset = (pageNumber - 1) * pageSize;
  // A contact made at this moment may not be counted yet: the first page shows it all the same.
  const size = offset === 0 ? pageSize : Math.min(pageSize, total - offset);
  if (size <= 0) return { contacts: [], total };
  const down = fromAbove(days, offset, range?.before ?? null);
  const up = fromBelow(days, offset + size);
  const bounds = [range?.from ?? null, down.before];
  const contacts =
    offset === 0 || down.skip <= up.skip
      ? await deps.db.tenant(ctx.tenantId, listDownStatement, [...bounds, size, down.skip])
      : (await deps.db.tenant(ctx.tenantId, listUpStatement, [up.from, null, size, up.skip])).reverse();
  return { contacts, total: Math.max(total, offset + contacts.length) };
}

interface DayCount {
  readonly day: number;
  readonly contacts: number;
}

/** Where to begin, and how many to skip downwards, to come to that place in the list. */
function fromAbove(days: readonly DayCount[], offset: number, before: string | null) {
  let passed = 0;
  for (const { day, contacts } of days) {
    if (passed + contacts > offset) {
      return { before: passed === 0 ? before : firstIdAt((day + 1) * dayMs), skip: offset - passed };
    }
    passed += contacts;
  }
  return { before, skip: offset };
}

/** Where to begin, and how many to skip upwards, so that the place `end` of the list comes next. */
function fromBelow(days: readonly DayCount[], end: number) {
  let passed = 0;
  for (const { day, contacts } of days) {
    passed += contacts;
    if (passed >= end) return { from: firstIdAt(day * dayMs), skip: passed - end };
  }
  return { from: '', skip: Number.MAX_SAFE_INTEGER };
}

// The contacts of a narrow filter are found by the index and sorted; those of a wide one are met soon enough on a walk
// from the newest to the oldest.
async function listMatching(
  deps: ContactListDeps,
  ctx: Context,
  filter: ContactFilter,
  page: ContactPage,
): Promise<{ contacts: Contact[]; total: number }> {
  const key = JSON.stringify([ctx.tenantId, filter]);
  const known = deps.filterMemory.find(key);
  const offset = (page.pageNumber - 1) * page.pageSize;
  const range = filter.createdOn && toDayRange(filter.createdOn);
  const where = toWhere(filter, range);
  if (known === undefined && where.isIndexed) {
    const ids = await findFew(deps, ctx, where);
    if (ids !== undefined) {
      const contacts = await findNewestFirst(deps, ctx, ids.slice(offset, offset + page.pageSize));
      return { contacts, total: ids.length };
    }
  }
  const start = known?.anchor !== undefined && known.anchor.offset <= offset ? known.anchor : undefined;
  const walk = toWhere(filter, { from: range?.from, before: start?.id ?? range?.before, withoutIndex: true });
  const found = await walkDown(deps, ctx, walk, page.pageSize + 1, offset - (start?.offset ?? 0));
  const contacts = found.slice(0, page.pageSize);
  const end = offset + found.length;
  // The last page tells the total.
  const isLast = found.length <= page.pageSize && (found.length > 0 || offset === 0);
  const total = isLast
    ? end
    : Math.max(known?.total ?? (await countMatching(deps, ctx, filter)), contacts.length && end);
  deps.filterMemory.keep(key, { total, anchor: toAnchor(contacts, offset) ?? known?.anchor });
  return { contacts, total };
}

/** The ids of all who pass, the newest first, or undefined when they are more than may be counted on every page. */
export async function findFew(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  where: Where,
  most: number = exactTotalLimit,
): Promise<readonly string[] | undefined> {
  const limit = most + 1;
  const statement = tenantStatement<{ ids: string[] | null }>(
    '',
    `select array_agg(few.id order by few.id desc) as ids
     from (select c.id from contacts c where ${where.text} limit ${limit}) few`,
  );
  const [row] = await deps.db.tenant(ctx.tenantId, statement, where.values);
  const ids = row?.ids ?? [];
  return ids.length < limit ? ids : undefined;
}

function toAnchor(contacts: readonly Contact[], offset: number): KnownResult['anchor'] {
  const last = contacts.at(-1);
  return last && { offset: offset + contacts.length, id: last.id };
}

const walkStatement = systemStatement('contacts.walk', 'set local enable_sort = off');

// The planner can't know how many pass a test of attributes; expecting few, it would read them all and sort.
async function walkDown(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  where: Where,
  limit: number,
  offset: number,
): Promise<Contact[]> {
  const at = where.values.length + 2;
  // Without a name: the shapes of filters are too many to be kept prepared by each connection.
  const statement = tenantStatement<Contact>(
    '',
    `select ${contactColumns('c')} from contacts c where ${where.text} order by c.id desc limit $${at} offset $${at + 1}`,
  );
  return deps.db.transaction(async (tx) => {
    await tx.system(walkStatement);
    return tx.tenant(ctx.tenantId, statement, [...where.values, limit, offset]);
  });
}

/** Those who pass a filter, the newest first: at most `limit`, older than the id `before`. */
export async function listMatchingBefore(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  filter: ContactFilter,
  { before, limit }: { before?: string | undefined; limit: number },
): Promise<Contact[]> {
  const where = toWhere(filter, { before });
  const ids = where.isIndexed ? await findFew(deps, ctx, where) : undefined;
  return ids === undefined
    ? walkDown(deps, ctx, toWhere(filter, { before, withoutIndex: true }), limit, 0)
    : findNewestFirst(deps, ctx, ids.slice(0, limit));
}

async function findNewestFirst(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  ids: readonly string[],
): Promise<Contact[]> {
  const contacts = await findContacts(deps, ctx, ids);
  return contacts.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** How many contacts pass a filter, now. */
export async function countMatching(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  filter: ContactFilter,
): Promise<number> {
  const opposite = toOpposite(filter);
  if (opposite !== undefined) {
    const [all, others] = await Promise.all([countContacts(deps, ctx, {}), countMatching(deps, ctx, opposite)]);
    return all - others;
  }
  const where = toWhere(filter, filter.createdOn && toDayRange(filter.createdOn));
  const statement = tenantStatement<{ total: number }>(
    '',
    `select count(*) as total from contacts c where ${where.text}`,
  );
  const [row] = await deps.db.tenant(ctx.tenantId, statement, where.values);
  return row?.total ?? 0;
}

function toDayRange(day: Date): { from: string; before: string } {
  return { from: firstIdAt(day.getTime()), before: firstIdAt(day.getTime() + dayMs) };
}

/** How many contacts were made from `from` (inclusive) to `to` (exclusive). */
export async function countContacts(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  range: { from?: Date | undefined; to?: Date | undefined },
): Promise<number> {
  const { from, to } = range;
  // Whole days are counted already; what is left of the first and of the last one is read.
  const firstDay = from ? Math.ceil(from.getTime() / dayMs) : null;
  const endDay = to ? Math.floor(to.getTime() / dayMs) : null;
  if (firstDay !== null && endDay !== null && firstDay >= endDay) return countBetween(deps, ctx, from, to);
  const [days, head, tail] = await Promise.all([
    deps.db.tenant(ctx.tenantId, dayCountsStatement, [firstDay, endDay === null ? null : endDay - 1]),
    from && firstDay !== null ? countBetween(deps, ctx, from, new Date(firstDay * dayMs)) : 0,
    to && endDay !== null ? countBetween(deps, ctx, new Date(endDay * dayMs), to) : 0,
  ]);
  return days.reduce((sum, { contacts }) => sum + contacts, head + tail);
}

async function countBetween(
  deps: Pick<ContactListDeps, 'db'>,
  ctx: Context,
  from: Date | undefined,
  to: Date | undefined,
): Promise<number> {
  const values = [from, to].map((moment) => (moment ? firstIdAt(moment.getTime()) : null));
  const [row] = await deps.db.tenant(ctx.tenantId, countBetweenStatement, values);
  return row?.total ?? 0;
}
