import type { components } from '@parley/contract/wati-v1-v2';

export type PageLink = components['schemas']['PageLink'];

export interface PageOf {
  /** Address of the list without its query: `https://host/100100/api/v1/getContacts`. */
  readonly address: string;
  /** What else the client asked for. */
  readonly filters: Readonly<Record<string, string | undefined>>;
  readonly pageNumber: number;
  readonly pageSize: number;
  readonly total: number;
}

/** The paging block of a v1 list, with the absolute addresses of its neighbours. */
export function toPageLink(page: PageOf): PageLink {
  const { pageNumber, pageSize, total } = page;
  return {
    prevPage: pageNumber > 1 ? toAddress(page, pageNumber - 1) : null,
    nextPage: pageNumber * pageSize < total ? toAddress(page, pageNumber + 1) : null,
    pageNumber,
    pageSize,
    total,
  };
}

function toAddress({ address, filters, pageSize }: PageOf, pageNumber: number): string {
  const query = new URLSearchParams({ pageSize: String(pageSize), pageNumber: String(pageNumber) });
  for (const [name, value] of Object.entries(filters)) if (value) query.set(name, value);
  return `${address}?${query}`;
}
