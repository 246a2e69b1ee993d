import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';

/** A place in the stream of one database cluster: what comes after it is not read yet. */
export interface StreamPosition {
  readonly epoch: string;
  /** Of the transaction, as a number in text: it has 64 bits. */
  readonly txid: string;
  /** Of the last event read; empty before the first of its transaction. */
  readonly id: string;
  /** When what was read last happened: tells whether what follows is still stored. */
  readonly ms: number;
}

/** Reads everything that is still stored. */
export const fromStart = 'start';

/** Opaque to clients, safe in a URL and in a header. */
export function toCursor({ epoch, txid, id, ms }: StreamPosition): string {
  return Buffer.from(['1', epoch, txid, id, ms].join('.')).toString('base64url');
}

/** Throws stream.cursor_invalid. */
export function fromCursor(cursor: string): StreamPosition {
  const parts = Buffer.from(cursor.trim(), 'base64url').toString('latin1').split('.');
  const [version, epoch = '', txid = '', id = '', ms = ''] = parts;
  const isOurs = version === '1' && parts.length === 5 && /^[0-9a-f]{12}$/.test(epoch) && /^\d{1,19}$/.test(txid);
  if (!isOurs || !(id === '' || isId(id)) || !/^\d{1,15}$/.test(ms)) {
    throw new AppError('stream.cursor_invalid', 'The cursor is none of this event stream.');
  }
  return { epoch, txid, id, ms: Number(ms) };
}
