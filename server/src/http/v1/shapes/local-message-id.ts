import { AppError } from '../../../kernel/errors.ts';
import { localMessageIdLimit } from '../../../modules/messages/index.ts';

/** The caller's id of a message; undefined when there is none. Throws request.invalid. */
export function fromLocalMessageId(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  if (text.length > localMessageIdLimit) {
    throw new AppError('request.invalid', `localMessageId must have at most ${localMessageIdLimit} characters.`);
  }
  return text.trim();
}
