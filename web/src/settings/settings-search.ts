/** What of the settings stands in the address: the thing that is opened, and the filters of the log. */
export interface SettingsSearch {
  /** An id, or `new`. */
  readonly open?: string;
  readonly actor?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}

const members = ['open', 'actor', 'action', 'from', 'to'] as const;

export function readSettingsSearch(raw: Record<string, unknown>): SettingsSearch {
  const given = members.map((name) => [name, raw[name]] as const);
  return Object.fromEntries(
    given
      .filter(([, value]) => (typeof value === 'string' && value !== '') || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}
