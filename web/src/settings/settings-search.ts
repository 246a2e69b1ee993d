/** What of the settings stands in the address: the thing that is opened, and the filters of the log. */
export interface SettingsSearch {
  /** An id or a name, or `new`. */
  readonly open?: string;
  /** Something is being added beside what can be opened by its name. */
  readonly add?: string;
  /** A change of many contacts that was begun here. */
  readonly job?: string;
  /** What a list is looked through for. */
  readonly q?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}

const members = ['open', 'add', 'job', 'q', 'actor', 'action', 'from', 'to'] as const;

export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const given = members.map((name) => [name, raw[name]] as const);
  return Object.fromEntries(
    given
      .filter(([, value]) => (typeof value === 'string' && value !== '') || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}
