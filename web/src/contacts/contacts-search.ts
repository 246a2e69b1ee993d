import type { components } from '@parley/contract/contacts';
import { momentOf } from '../ui/zoned.ts';

export type Filter = components['schemas']['Filter'];
export type Groups = components['schemas']['Groups'];
export type Sort = NonNullable<components['schemas']['Search']['sort']>;

/** What the grid shows, as it stands in the address. */
export interface ContactsSearch {
  readonly q?: string | undefined;
  readonly where?: Groups | undefined;
  readonly campaigns?: YesNo | undefined;
  readonly optedIn?: YesNo | undefined;
  readonly blocked?: YesNo | undefined;
  readonly source?: string | undefined;
  readonly team?: string | undefined;
  readonly segment?: string | undefined;
  /** Of one of their chats. */
  readonly tag?: string | undefined;
  /** Days, as 2026-11-26. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly order?: 'up' | 'down' | undefined;
  readonly dialog?: 'new' | 'filters' | undefined;
}

export type YesNo = 'yes' | 'no';

const sorts: readonly Sort[] = ['created', 'updated', 'name', 'phone', 'lastSeen'];

export function readContactsSearch(raw: Record<string, unknown>): ContactsSearch {
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' || typeof value === 'number' ? String(value) || undefined : undefined;
  const yesNo = (value: unknown): YesNo | undefined => (value === 'yes' || value === 'no' ? value : undefined);
  const day = (value: unknown): string | undefined =>
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
  return withoutGaps({
    q: text(raw.q),
    where: readGroups(raw.where),
    campaigns: yesNo(raw.campaigns),
    optedIn: yesNo(raw.optedIn),
    blocked: yesNo(raw.blocked),
    source: text(raw.source),
    team: text(raw.team),
    segment: text(raw.segment),
    tag: text(raw.tag),
    from: day(raw.from),
    to: day(raw.to),
    sort: sorts.find((sort) => sort === raw.sort),
    order: raw.order === 'up' || raw.order === 'down' ? raw.order : undefined,
    dialog: raw.dialog === 'new' || raw.dialog === 'filters' ? raw.dialog : undefined,
  });
}

export interface SegmentsSearch {
  /** The segment in the form; new: none yet. */
  readonly edit?: string | undefined;
}

export function readSegmentsSearch(raw: Record<string, unknown>): SegmentsSearch {
  return typeof raw.edit === 'string' ? { edit: raw.edit } : {};
}

function readGroups(value: unknown): Groups | undefined {
  if (!Array.isArray(value)) return undefined;
  const groups = value.filter((group): group is Groups[number] => Array.isArray(group) && group.length > 0);
  return groups.length > 0 ? groups : undefined;
}

/** The filter of an address. Days are those of the workspace's time zone. */
export function toFilter(search: ContactsSearch, timeZone: string): Filter {
  const flag = (value: YesNo | undefined): boolean | undefined => (value === undefined ? undefined : value === 'yes');
  const { from, to } = search;
  return withoutGaps({
    search: search.q,
    groups: search.where,
    allowBroadcast: flag(search.campaigns),
    optedIn: flag(search.optedIn),
    blocked: flag(search.blocked),
    source: search.source,
    teamId: search.team,
    segmentId: search.segment,
    tagId: search.tag,
    createdFrom: from && startOfDay(from, 0, timeZone),
    createdBefore: to && startOfDay(to, 1, timeZone),
  }) as Filter;
}

export function toOrder({ sort = 'created', order }: ContactsSearch): { sort: Sort; descending: boolean } {
  return { sort, descending: order === undefined ? startsDown(sort) : order === 'down' };
}

/** Whether an order begins with the newest. */
export function startsDown(sort: Sort): boolean {
  return sort !== 'name' && sort !== 'phone';
}

/** How many filters stand beside the search. */
export function countFilters({
  q: _q,
  sort: _sort,
  order: _order,
  dialog: _dialog,
  ...filters
}: ContactsSearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}

/** The moment at which a day begins somewhere. */
function startOfDay(day: string, plusDays: number, timeZone: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const begins = new Date(Date.UTC(year, month - 1, date + plusDays)).toISOString();
  return new Date(momentOf(begins, timeZone)).toISOString();
}

function withoutGaps<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined && part !== '')) as T;
}
