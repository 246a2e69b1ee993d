import { isAppError } from '../../kernel/errors.ts';
import { type ContactChange, checkAttributes, toPhoneNumber } from '../contacts/index.ts';

/** What a column of a file is: a field, an attribute, or nothing. */
export type ColumnTarget =
  | { readonly kind: 'phone' | 'name' | 'allowBroadcast' | 'optedIn' | 'ignore' }
  | { readonly kind: 'attribute'; readonly name: string };

export interface ImportMapping {
  /** One for each column. */
  readonly columns: readonly ColumnTarget[];
  /** What happens to contacts that are known. */
  readonly existing: 'update' | 'skip';
  /** Whether an empty cell removes the attribute; otherwise it changes nothing. */
  readonly emptyRemoves: boolean;
  /** Every contact of the file joins this team. */
  readonly teamId?: string | undefined;
}

/** A row as it is to be stored, or why it is not. */
export type ReadRow =
  | { readonly problem: string }
  | { readonly problem?: undefined; readonly waId: string; readonly change: ContactChange };

const guesses: readonly { readonly target: ColumnTarget; readonly pattern: RegExp }[] = [
  {
    target: { kind: 'phone' },
    pattern:
      /^(phone|tel|telephone|mobile|cell|whatsapp|wa_?id|number|telefon|handy|rufnummer|phone_?number|mobile_?number|whatsapp_?number|contact_?number)$/,
  },
  { target: { kind: 'name' }, pattern: /^(name|full_?name|contact_?name|customer_?name|kunde|nombre|nom)$/ },
  {
    target: { kind: 'allowBroadcast' },
    pattern: /^(allow_?(broadcast|campaigns?|marketing)|takes_?campaigns?|marketing)$/,
  },
  { target: { kind: 'optedIn' }, pattern: /^(opt(ed)?_?in|consent|opt_?in_?status)$/ },
];

/** What the columns of a file probably are, by their headers. The first that fits is taken; the others are attributes. */
export function guessColumns(header: readonly string[]): ColumnTarget[] {
  const taken = new Set<string>();
  return header.map((title) => {
    const key = title
      .trim()
      .toLowerCase()
      .replace(/[\s-]+/g, '_');
    const found = guesses.find(({ target, pattern }) => pattern.test(key) && !taken.has(target.kind));
    if (found !== undefined) {
      taken.add(found.target.kind);
      return found.target;
    }
    return title.trim() === '' ? { kind: 'ignore' } : { kind: 'attribute', name: title.trim() };
  });
}

const yes = new Set([
  '1',
  'true',
  'yes',
  'y',
  'on',
  'x',
  'ja',
  'si',
  'sí',
  'oui',
  'in',
  'opted in',
  'optin',
  'allowed',
]);
const no = new Set([
  '0',
  'false',
  'no',
  'n',
  'off',
  'nein',
  'non',
  'out',
  'opted out',
  'optout',
  'stopped',
  'unsubscribed',
]);

/** Reads the cells of a row by the mapping. */
export function readRow(cells: readonly string[], mapping: ImportMapping): ReadRow {
  let waId: string | undefined;
  let phone = '';
  let name: string | undefined;
  const flags: { allowBroadcast?: boolean; optedIn?: boolean } = {};
  const setAttributes: Record<string, string> = {};
  const removeAttributes: string[] = [];
  for (const [index, target] of mapping.columns.entries()) {
    const cell = unguard((cells[index] ?? '').trim());
    if (target.kind === 'phone') {
      phone = cell;
      waId = toPhoneNumber(cell);
    } else if (target.kind === 'name') name = cell || name;
    else if (target.kind === 'attribute') {
      if (cell !== '') setAttributes[target.name] = cell;
      else if (mapping.emptyRemoves) removeAttributes.push(target.name);
    } else if (target.kind !== 'ignore' && cell !== '') {
      const flag = readFlag(cell);
      if (flag === undefined) return { problem: `"${cell.slice(0, 40)}" is neither yes nor no.` };
      flags[target.kind] = flag;
    }
  }
  if (phone === '') return { problem: 'The number is missing.' };
  if (waId === undefined) return { problem: `"${phone.slice(0, 40)}" is no phone number with country code.` };
  const problem = problemOf(name, setAttributes);
  if (problem !== undefined) return { problem };
  const addTeamIds = mapping.teamId === undefined ? undefined : [mapping.teamId];
  return { waId, change: { name, ...flags, setAttributes, removeAttributes, addTeamIds } };
}

function readFlag(cell: string): boolean | undefined {
  const word = cell.toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : undefined;
}

function problemOf(name: string | undefined, others: Readonly<Record<string, string>>): string | undefined {
  try {
    checkAttributes({ name, others });
    return undefined;
  } catch (error) {
    if (isAppError(error)) return error.message;
    throw error;
  }
}

// Our own export puts an apostrophe before what a spreadsheet would run as a formula.
function unguard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
