import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import type { Reason } from '../../kernel/reasons.ts';

/** An id of a path, as it is stored. Throws the reason for what is no id: it names nothing. */
export function readId(given: string, reason: Reason, message: string): string {
  const id = given.trim().toLowerCase();
  if (isId(id)) return id;
  throw new AppError(reason, message);
}

export function readCampaignId(given: string): string {
  return readId(given, 'campaign.not_found', 'Campaign not found.');
}

/** Throws request.invalid. */
export function readCursor(given: string | undefined): string | undefined {
  const id = given?.trim().toLowerCase() || undefined;
  if (id === undefined || isId(id)) return id;
  throw new AppError('request.invalid', 'cursor must be the nextCursor of a page.', { details: { field: 'cursor' } });
}
