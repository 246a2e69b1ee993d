import { AppError } from '../../kernel/errors.ts';
import type { ByteRange } from '../../modules/media/index.ts';

/**
 * The piece that a Range header asks for; undefined where all is to be answered: without one, for several pieces, and for
 * what is not understood (RFC 9110 14.2). Throws media.range_unsatisfiable for one beyond the end.
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= sizeBytes) {
    throw new AppError('media.range_unsatisfiable', `The file has ${sizeBytes} bytes.`);
  }
  return { start, end };
}
