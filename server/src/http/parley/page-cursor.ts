import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';

/** Where a page ended, in a list that is ordered by a moment and an id. */
export interface PageEnd {
  readonly at: Date;
  readonly id: string;
}

/** The cursor of the next page; null at the end of the list. */
export function toPageCursor(end: PageEnd | undefined): string | null {
  return end === undefined ? null : Buffer.from(`${end.at.getTime()}.${end.id}`).toString('base64url');
}

/** Throws request.invalid for a text that is no cursor of ours. */
export function fromPageCursor(cursor: string | undefined): PageEnd | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const [ms = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split('.');
  const at = new Date(/^\d{1,15}$/.test(ms) ? Number(ms) : Number.NaN);
  if (Number.isNaN(at.getTime()) || !isId(id)) {
    throw new AppError('request.invalid', 'cursor must be the nextCursor of an earlier page.', {
      details: { field: 'cursor' },
    });
  }
  return { at, id };
}
