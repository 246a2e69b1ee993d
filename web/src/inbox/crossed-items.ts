import { ApiError } from '../api/api-error.ts';
import type { MessageItem } from '../api/types.ts';

/** What others sent meanwhile, when that is why a reply was stopped. */
export function crossedItems(error: unknown): readonly MessageItem[] | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const { crossed } = (error.body ?? {}) as { crossed?: MessageItem[] };
  return crossed && crossed.length > 0 ? crossed : undefined;
}
