export interface DeveloperSearch {
  readonly endpoint?: string;
  readonly delivery?: string;
}

export function readDeveloperSearch(raw: Record<string, unknown>): DeveloperSearch {
  return {
    ...(typeof raw.endpoint === 'string' ? { endpoint: raw.endpoint } : {}),
    ...(typeof raw.delivery === 'string' ? { delivery: raw.delivery } : {}),
  };
}
