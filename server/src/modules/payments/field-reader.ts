import { toStorableText } from '../../kernel/storable-text.ts';

/** Amounts are 32-bit integers in the API of WATI. */
const maxAmount = 2_147_483_647;
const maxMoneyDescription = 60;

export interface Money {
  readonly value: number;
  readonly offset: 100;
  readonly description?: string;
}

/** Reads the fields of an object that somebody else wrote; what is wrong is added to the errors, a sentence each. */
export interface FieldReader {
  readonly source: Readonly<Record<string, unknown>>;
  has(name: string): boolean;
  /** Text of 1 to `max` characters; undefined when absent. */
  text(name: string, max: number): string | undefined;
  requiredText(name: string, max: number): string;
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined;
  /** A whole number from `min` to `max`; undefined when absent. */
  whole(name: string, min: number, max: number): number | undefined;
  /** An amount of hundredths; undefined when absent. */
  money(name: string): Money | undefined;
  object(name: string): FieldReader | undefined;
  list(name: string, max: number): FieldReader[] | undefined;
  /** Adds `<place of the field> <what>` to the errors. */
  complain(name: string, what: string): void;
}

export function createFieldReader(given: unknown, place: string, errors: string[]): FieldReader {
  const source = isObject(given) ? given : {};
  const placeOf = (name: string): string => (place === '' ? name : `${place}.${name}`);
  const complain = (name: string, what: string): void => void errors.push(`${placeOf(name)} ${what}`);
  const present = (name: string): unknown => source[name] ?? undefined;

  const reader: FieldReader = {
    source,
    complain,
    has: (name) => present(name) !== undefined,
    text(name, max) {
      const value = present(name);
      if (value === undefined) return undefined;
      const text = toStorableText(String(value));
      if (typeof value !== 'string' && typeof value !== 'number') complain(name, 'must be a text.');
      else if ([...text].length > max) complain(name, `must have at most ${max} characters.`);
      else if (text !== '') return text;
      return undefined;
    },
    requiredText(name, max) {
      const before = errors.length;
      const text = reader.text(name, max);
      if (text === undefined && errors.length === before) complain(name, 'is required.');
      return text ?? '';
    },
    choice(name, choices) {
      const value = present(name);
      const found = choices.find((choice) => typeof value === 'string' && choice === value.trim().toLowerCase());
      if (value !== undefined && found === undefined) complain(name, `must be one of ${choices.join(', ')}.`);
      return found;
    },
    whole(name, min, max) {
      const value = present(name);
      if (value === undefined) return undefined;
      const number = typeof value === 'string' && /^\s*\d{1,16}\s*$/.test(value) ? Number(value) : value;
      if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
      complain(name, `must be a whole number from ${min} to ${max}.`);
      return undefined;
    },
    money(name) {
      const own = reader.object(name);
      if (own === undefined) return undefined;
      const value = own.whole('value', 0, maxAmount);
      if (value === undefined && !own.has('value')) own.complain('value', 'is required.');
      if (own.source.offset !== 100 && own.source.offset !== '100') own.complain('offset', 'must be 100.');
      const description = own.text('description', maxMoneyDescription);
      return { value: value ?? 0, offset: 100, ...(description === undefined ? {} : { description }) };
    },
    object(name) {
      const value = present(name);
      if (value === undefined) return undefined;
      if (isObject(value)) return createFieldReader(value, placeOf(name), errors);
      complain(name, 'must be an object.');
      return undefined;
    },
    list(name, max) {
      const value = present(name);
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) complain(name, 'must be a list.');
      else if (value.length > max) complain(name, `must hold at most ${max} items.`);
      else if (!value.every(isObject)) complain(name, 'must hold objects only.');
      else return value.map((item, index) => createFieldReader(item, `${placeOf(name)}[${index}]`, errors));
      return undefined;
    },
  };
  return reader;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
