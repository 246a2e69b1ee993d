import type { ApiAnswer } from './harness/api-client.ts';
import type { TestPlatform } from './harness/start-test-platform.ts';

export interface Contact {
  id: string;
  wAid: string;
  fullName: string;
  customParams: { name: string; value: string }[];
}

export interface ContactAnswer {
  result: boolean;
  info: string;
  message?: string;
  contact?: Contact;
}

/** Adds a contact by v1; without `json` the request has no body. */
export function addContact(
  parley: TestPlatform,
  number: string,
  json?: unknown,
  query: Record<string, string> = {},
): Promise<ApiAnswer<ContactAnswer>> {
  return parley.api<ContactAnswer>('POST', `/api/v1/addContact/${encodeURIComponent(number)}`, {
    query,
    ...(json === undefined ? {} : { json }),
  });
}
