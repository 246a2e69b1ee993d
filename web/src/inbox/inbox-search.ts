/** What the address of the inbox holds beside the conversation. */
export interface InboxSearch {
  readonly view?: View;
  readonly q?: string;
  readonly status?: string;
  readonly assignee?: string;
  readonly team?: string;
  readonly tag?: string;
  readonly channel?: string;
  readonly closing?: number;
  readonly outside?: boolean;
  readonly unread?: boolean;
  readonly favourite?: boolean;
  /** The saved view that was chosen; its filters stand beside it. */
  readonly saved?: string;
  readonly phone?: boolean;
  readonly panel?: boolean;
}

export const views = ['open', 'mine', 'unassigned', 'unread', 'closing', 'favourites', 'all', 'solved'] as const;
export type View = (typeof views)[number];

export const viewNames: Readonly<Record<View, string>> = {
  open: 'Open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  unread: 'Unread',
  closing: 'Closing soon',
  favourites: 'Favourites',
  all: 'All',
  solved: 'Solved',
};

export function readInboxSearch(raw: Record<string, unknown>): InboxSearch {
  const text = (key: string): string | undefined =>
    typeof raw[key] === 'string' || typeof raw[key] === 'number' ? String(raw[key]) : undefined;
  const flag = (key: string): boolean | undefined => (raw[key] === true || raw[key] === 1 ? true : undefined);
  const view = views.find((name) => name === raw.view);
  return withoutAbsent({
    view,
    q: text('q'),
    status: text('status'),
    assignee: text('assignee'),
    team: text('team'),
    tag: text('tag'),
    channel: text('channel'),
    closing: typeof raw.closing === 'number' ? raw.closing : undefined,
    outside: flag('outside'),
    unread: flag('unread'),
    favourite: flag('favourite'),
    saved: text('saved'),
    phone: flag('phone'),
    panel: flag('panel'),
  });
}

export interface ListQuery {
  readonly status?: string;
  readonly assignee?: string;
  readonly team?: string;
  readonly tag?: string;
  readonly channel?: string;
  readonly unread?: boolean;
  readonly favourite?: boolean;
  readonly closingWithinHours?: number;
  readonly outsideHours?: boolean;
  readonly search?: string;
}

const queryOfView: Readonly<Record<View, ListQuery>> = {
  open: { status: 'open,pending' },
  mine: { status: 'open,pending', assignee: 'me' },
  unassigned: { status: 'open,pending', assignee: 'nobody' },
  unread: { unread: true },
  closing: { status: 'open,pending', closingWithinHours: 4 },
  favourites: { favourite: true },
  all: {},
  solved: { status: 'solved' },
};

/** What the list asks the server for. A search looks through all that the chosen filters leave, not only the view. */
export function toListQuery(search: InboxSearch): ListQuery {
  const base = search.q ? {} : queryOfView[search.view ?? 'open'];
  return withoutAbsent({
    ...base,
    status: search.status ?? base.status,
    assignee: search.assignee ?? base.assignee,
    team: search.team,
    tag: search.tag,
    channel: search.channel,
    closingWithinHours: search.closing ?? base.closingWithinHours,
    outsideHours: search.outside,
    unread: search.unread ?? base.unread,
    favourite: search.favourite ?? base.favourite,
    search: search.q,
  });
}

function withoutAbsent<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
