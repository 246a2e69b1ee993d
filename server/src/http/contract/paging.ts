import { AppError } from '../../kernel/errors.ts';
import type { ApiVersion } from './operations.ts';

/** WATI publishes no default of v3; clients that leave the size out cope with any. */
const v3PageSize = 50;
/** Every tool that shows the v1 default shows 10. */
export const legacyPageSize = 10;
/** Not documented by WATI, whose clients ask for up to 500: a larger page is cut without a word. */
export const legacyPageSizeLimit = 1_000;

/**
 * Fills in what a client left out of the paging parameters, and refuses what cannot be a page. The parameters are those
 * of the operation: nothing is added to one that does not page. Throws request.invalid.
 */
export function applyPaging(version: ApiVersion, names: ReadonlySet<string>, query: Record<string, unknown>): void {
  if (version === 'parley') return;
  if (version === 'v3') {
    if (names.has('page_number')) query.page_number ??= 1;
    if (names.has('page_size')) query.page_size ??= v3PageSize;
    return;
  }
  if (names.has('pageNumber')) query.pageNumber = legacyPageNumber(query.pageNumber);
  if (names.has('pageSize')) query.pageSize = legacySize(query.pageSize);
}

function legacyPageNumber(value: unknown): number {
  const page = wholeNumber('pageNumber', value ?? 1);
  return page === 0 ? 1 : page;
}

function legacySize(value: unknown): number {
  const size = wholeNumber('pageSize', value ?? legacyPageSize);
  return size === 0 ? legacyPageSize : Math.min(size, legacyPageSizeLimit);
}

function wholeNumber(name: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new AppError('request.invalid', `${name} must be a whole number of at least 1.`);
  }
  return value;
}
