import { readNumber } from '../../../modules/contacts/index.ts';
import type { components } from '../../generated/campaigns.ts';

/** Headings of the number, the likeliest first; compared without case and marks. */
const phoneHeadings = [
  'whatsappnumber',
  'phone',
  'phonenumber',
  'whatsapp',
  'waid',
  'mobile',
  'mobilenumber',
  'mobilephone',
  'number',
  'target',
  'telephone',
  'tel',
];

/** Which columns of a file hold what: by their headings, and numbers also by what the first rows hold. */
export function guessColumns(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): components['schemas']['RecipientFile']['guess'] {
  const headings = columns.map(plain);
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

function plain(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}
