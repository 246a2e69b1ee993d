import type { components } from '@parley/contract/campaigns';
import { readNumber } from '../../../modules/contacts/index.ts';
import { phoneHeadings, plainHeading } from '../../csv/headings.ts';

/** Which columns of a file hold what: by their headings, and numbers also by what the first rows hold. */
export function guessColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): components['schemas']['RecipientFile']['guess'] {
  const headings = columns.map(plainHeading);
  const byHeading = (heading: string): string | undefined => columns[headings.indexOf(heading)];
  const named = phoneHeadings.map(byHeading).find((column) => column !== undefined);
  const readable = columns.find(
    (_, place) => rows.length > 0 && rows.every((cells) => readNumber(cells[place] ?? '', '')),
  );
  return {
    phoneColumn: named ?? readable ?? null,
    countryCodeColumn: byHeading('countrycode') ?? null,
    nameColumn: byHeading('name') ?? byHeading('fullname') ?? null,
  };
}
