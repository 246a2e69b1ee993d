import { lastSeen } from './people-chats.ts';

/** What the grid of contacts can be ordered by; `lastSeen` is when they last wrote. */
const peopleSorts = ['created', 'updated', 'name', 'phone', 'lastSeen'] as const;
export type PeopleSort = (typeof peopleSorts)[number];

export interface PeopleOrder {
  readonly sort: PeopleSort;
  readonly descending: boolean;
}

/**
 * A place in the list: behind the row that has this key and id. Those who lack what is sorted by come last, by their ids:
 * `isRest` says that the place is among them.
 */
export interface PeoplePlace {
  readonly key: string;
  readonly id: string;
  readonly isRest: boolean;
}

interface SortKey {
  /** What rows are ordered by before their ids, as its index has it; undefined: by the ids alone. */
  readonly expression: string | undefined;
  /** The type in which a key of a place is compared. */
  readonly type: 'text' | 'timestamptz';
  /** Who has a key, and who has none; undefined: all have one. */
  readonly present: string | undefined;
  readonly absent?: string;
  /** Where rows that have a key are read, unless it is their own table. */
  readonly source?: Source;
}

interface Source {
  /** What is walked along, the condition that it is the tenant's, and the id of the contact in it. */
  readonly table: string;
  readonly tenant: string;
  readonly id: string;
  /** From its rows to contacts `x`, and from contacts to its rows: what follows `from`. */
  fromRows(rows: string): string;
  fromContacts(contacts: string): string;
  /** Whether this row is the one at which its contact is met; undefined: it has one alone. */
  readonly isMet?: string;
}

const contacts: Source = {
  table: 'contacts x',
  tenant: 'x.tenant_id = $1',
  id: 'x.id',
  fromRows: (rows) => `(${rows}) x`,
  fromContacts: (chosen) => `(${chosen}) x`,
};

const keys: Readonly<Record<PeopleSort, SortKey>> = {
  created: { expression: undefined, type: 'text', present: undefined },
  updated: { expression: 'x.updated_at', type: 'timestamptz', present: undefined },
  name: {
    expression: 'lower(coalesce(x.name, x.profile_name)) collate "C"',
    type: 'text',
    present: 'coalesce(x.name, x.profile_name) is not null',
  },
  phone: { expression: 'x.wa_id', type: 'text', present: 'x.wa_id is not null' },
  lastSeen: {
    expression: lastSeen.at,
    type: 'timestamptz',
    present: lastSeen.present,
    absent: lastSeen.absent,
    source: lastSeen,
  },
};

/** Whether the key of a place is a moment. */
export function isMomentSort(sort: PeopleSort): boolean {
  return keys[sort].type === 'timestamptz';
}

/** One stretch of the list: what is walked along to contacts `x`, how it is bounded and ordered, and how their key is read. */
export interface Stretch extends Source {
  readonly isRest: boolean;
  /** Who belongs to it; undefined: all. The index of the order holds no others, so it bounds the walk unless this is the rest. */
  readonly belongs: string | undefined;
  readonly orderBy: string;
  /** A text; empty where the order is by the ids alone. */
  readonly key: string;
  /** Binds the place behind which it begins. */
  after(place: PeoplePlace, bind: (value: string) => string): string;
}

/** The stretches of a list in their order, from the one on in which the place lies. */
export function toStretches({ sort, descending }: PeopleOrder, place: PeoplePlace | undefined): Stretch[] {
  const { expression, type, present, absent, source = contacts } = keys[sort];
  const direction = descending ? 'desc' : 'asc';
  const beyond = descending ? '<' : '>';
  const byId = (isRest: boolean, belongs: string | undefined): Stretch => ({
    ...contacts,
    isRest,
    belongs,
    orderBy: `x.id ${direction}`,
    key: "''",
    after: ({ id }, bind) => `x.id ${beyond} ${bind(id)}::text`,
  });
  if (expression === undefined) return [byId(false, undefined)];
  const sorted: Stretch = {
    ...source,
    isRest: false,
    belongs: present,
    orderBy: `${expression} ${direction}, ${source.id} ${direction}`,
    key:
      type === 'timestamptz'
        ? `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
        : expression,
    after: ({ key, id }, bind) => `(${expression}, ${source.id}) ${beyond} (${bind(key)}::${type}, ${bind(id)}::text)`,
  };
  const stretches = present === undefined ? [sorted] : [sorted, byId(true, absent ?? `not (${present})`)];
  return place?.isRest ? stretches.slice(1) : stretches;
}
