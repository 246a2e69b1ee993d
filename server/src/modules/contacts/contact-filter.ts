import { AppError } from '../../kernel/errors.ts';
import { toPhoneNumber } from './phone-number.ts';

/** The operators of WATI's attribute filter and of its segments. */
export const attributeOperators = [
  'contain',
  'notContain',
  'exist',
  'notExist',
  '==',
  '!=',
  'valid',
  'invalid',
] as const;
export type AttributeOperator = (typeof attributeOperators)[number];

/**
 * One test of an attribute. `exist` asks whether it is there, `valid` whether it holds something; a contact without it
 * passes the operators that say "not", and `invalid`. The attributes `name` and `phone` mean the name and the number.
 */
export interface AttributeCondition {
  readonly name: string;
  readonly operator: AttributeOperator;
  /** Without meaning for `exist`, `notExist`, `valid` and `invalid`. */
  readonly value: string;
}

export interface ContactFilter {
  /** Part of a name or of a number, in any case. */
  readonly name?: string | undefined;
  /** Contacts made on that UTC day, given by its start. */
  readonly createdOn?: Date | undefined;
  /** All of one group must hold, one group suffices; no group lets everybody pass. */
  readonly groups?: readonly (readonly AttributeCondition[])[] | undefined;
  /** More groups, of which one must hold as well. */
  readonly also?: readonly (readonly AttributeCondition[])[] | undefined;
}

/** Conditions of one group. */
export const conditionLimit = 50;
/** Groups of one filter. */
export const groupLimit = 20;
/** Characters of the searched part of a name, and of a condition's value. */
export const searchTextLimit = 4_096;
/** Characters of all conditions of a filter together: Postgres cuts each text into pieces for every contact it tests. */
const conditionTextLimit = 16_384;

/** A condition on contacts `c` of the tenant `$1`; `values` start at $2. */
export interface Where {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Whether the index of keys finds those who pass. */
  readonly isIndexed: boolean;
}

export interface WhereOptions {
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
  /** Bounds of the ids, which begin with the moment of creation. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
  /** Only tests rows: for walks through so many that making the keys of each would cost more than the index saves. */
  readonly withoutIndex?: boolean | undefined;
}

/** Throws request.invalid when conditions that somebody gives are too much to be tested. Stored ones are not asked again. */
export function checkConditions(groups: readonly (readonly AttributeCondition[])[]): void {
  const characters = groups.flat().reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  if (characters <= conditionTextLimit) return;
  const most = conditionTextLimit.toLocaleString('en');
  throw new AppError('request.invalid', `All conditions together must have at most ${most} characters.`);
}

type Bind = (value: string) => string;

const keys = 'parley_contact_keys(c.tenant_id, c.wa_id, coalesce(c.name, c.profile_name), c.attributes)';
const knownName = 'coalesce(c.name, c.profile_name)';

/**
 * The SQL of a filter. Each test that can be found by the index of keys asks for its keys first; keys may be shared, so
 * the test itself follows.
 */
export function toWhere(filter: ContactFilter, options: WhereOptions = {}): Where {
  const values: string[] = [];
  const bind: Bind = (value) => {
    values.push(value);
    return `$${values.length + 1}::text`;
  };
  const bounds: string[] = [];
  if (options.ids) bounds.push(`c.id = any(string_to_array(${bind(options.ids.join(','))}, ','))`);
  if (options.from !== undefined) bounds.push(`c.id >= ${bind(options.from)}`);
  if (options.before !== undefined) bounds.push(`c.id < ${bind(options.before)}`);
  const parts: Part[] = [];
  const name = filter.name?.trim();
  if (name) parts.push(either(nameOrNumberTests(name, bind)));
  for (const set of [filter.groups, filter.also]) {
    const groups = (set ?? []).filter((group) => group.length > 0);
    if (groups.length === 0) continue;
    parts.push(either(groups.map((group) => both(group.map((condition) => conditionTest(condition, bind))))));
  }
  const isIndexed = parts.some((part) => part.keys !== undefined);
  const all = both(parts);
  const isAsked = isIndexed && !options.withoutIndex;
  // Keys hold the tenant: written so, the planner does not read another index for all of its contacts beside that of keys.
  const tests = [isAsked && bounds.length === 0 ? "c.tenant_id || '' = $1" : 'c.tenant_id = $1', ...bounds];
  if (isAsked && all.keys !== undefined) tests.push(all.keys());
  if (parts.length > 0) tests.push(all.test);
  return { text: tests.join(' and '), values, isIndexed };
}

/** Written when it is asked for, so that no value is bound in vain. */
type Keys = () => string;

/** A test of rows, and what the index can say of those who pass: undefined where it can't narrow them down. */
interface Part {
  readonly keys: Keys | undefined;
  readonly test: string;
}

function both(parts: readonly Part[]): Part {
  const keyed = parts.flatMap((part) => part.keys ?? []);
  return {
    keys: keyed.length === 0 ? undefined : () => keyed.map((part) => part()).join(' and '),
    test: parts.map((part) => part.test).join(' and '),
  };
}

function either(parts: readonly Part[]): Part {
  const keyed = parts.flatMap((part) => part.keys ?? []);
  return {
    keys: keyed.length < parts.length ? undefined : () => `((${keyed.map((part) => part()).join(') or (')}))`,
    test: `((${parts.map((part) => part.test).join(') or (')}))`,
  };
}

/** Whether everybody passes but for the day of creation. */
export function isOpen(filter: ContactFilter): boolean {
  return !filter.name?.trim() && !(filter.groups ?? []).some((group) => group.length > 0);
}

const opposites = { notContain: 'contain', notExist: 'exist', '!=': '==' } as const;

/**
 * The filter of those whom a filter of one negative condition leaves out, or undefined for any other filter. They are
 * found by the index and counted fast; those who pass are not.
 */
export function toOpposite(filter: ContactFilter): ContactFilter | undefined {
  const [condition, ...others] = filter.groups?.flat() ?? [];
  if (condition === undefined || others.length > 0 || filter.name?.trim() || filter.createdOn) return undefined;
  const { operator, value } = condition;
  if (operator === 'notContain' || operator === 'notExist' || operator === '!=') {
    // A missing attribute is like an empty one to these, but not to their opposites.
    if (operator !== 'notExist' && value === '') return undefined;
    return { groups: [[{ ...condition, operator: opposites[operator] }]] };
  }
  return operator === 'invalid' ? { groups: [[{ ...condition, operator: 'valid' }]] } : undefined;
}

function nameOrNumberTests(name: string, bind: Bind): Part[] {
  const digits = toPhoneNumber(name) ?? plainNumber(name);
  const byName = {
    keys: hasKeys(name, keyedName) ? () => holdsText(bind(name)) : undefined,
    test: `lower(${knownName}) like lower(${bind(toPattern(name))})`,
  };
  if (!/^\d+$/.test(digits)) return [byName];
  const byNumber = {
    keys: hasKeys(digits, keyedText) ? () => holdsText(bind(digits)) : undefined,
    test: `c.wa_id like ${bind(toPattern(digits))}`,
  };
  return [byName, byNumber];
}

/** A number, or a part of one, in the form in which numbers are kept; any other text as it is. */
function plainNumber(text: string): string {
  const digits = text.replace(/[\s+().\-/]/g, '');
  return /^\d+$/.test(digits) ? digits : text;
}

function holdsText(text: string): string {
  return `${keys} @> parley_needle_keys($1, lower(${text}))`;
}

// Shorter pieces of plain ASCII have no keys: they are in so many contacts that these are soon found without.
function hasKeys(text: string, least: number): boolean {
  return text.length >= least || /[^\0-\x7f]/.test(text);
}

/** Characters. Names are known by pairs already. */
const keyedName = 2;
const keyedText = 3;

interface Tested {
  /** The text that is tested, null where there is none. */
  readonly value: string;
  /** Has it at all. */
  readonly present: Keys | undefined;
  readonly equals: (value: string) => Keys | undefined;
  readonly contains: (value: string) => Keys | undefined;
}

function conditionTest({ name, operator, value: given }: AttributeCondition, bind: Bind): Part {
  const tested = toTested(name, bind);
  const value = name === 'phone' ? plainNumber(given) : given;
  // A plus stands before the country code: what follows it is how the number begins.
  const isBeginning = value !== given && given.trim().startsWith('+');
  const pattern = isBeginning ? toPattern(value).slice(1) : toPattern(value);
  const isEmpty = `coalesce(${tested.value}, '') = ''`;
  switch (operator) {
    case 'contain': {
      const test = `lower(${tested.value}) like lower(${bind(pattern)})`;
      return { keys: tested.contains(value) ?? tested.present, test };
    }
    case 'notContain':
      return {
        keys: undefined,
        test: `lower(coalesce(${tested.value}, '')) not like lower(${bind(pattern)})`,
      };
    case 'exist':
      return { keys: tested.present, test: `${tested.value} is not null` };
    case 'notExist':
      return { keys: undefined, test: `${tested.value} is null` };
    case '==':
      return { keys: tested.equals(value), test: `${tested.value} = ${bind(value)}` };
    case '!=':
      return { keys: undefined, test: `coalesce(${tested.value}, '') <> ${bind(value)}` };
    case 'valid':
      return { keys: tested.present, test: `not ${isEmpty}` };
    case 'invalid':
      return { keys: undefined, test: isEmpty };
  }
}

function toTested(name: string, bind: Bind): Tested {
  if (name === 'phone' || name === 'name') {
    const least = name === 'name' ? keyedName : keyedText;
    const holds = (value: string) => (hasKeys(value, least) ? () => holdsText(bind(value)) : undefined);
    return { value: name === 'phone' ? 'c.wa_id' : knownName, present: undefined, equals: holds, contains: holds };
  }
  const attribute = bind(name);
  const has = `hashtext($1 || '?' || ${attribute})`;
  return {
    value: `(c.attributes ->> ${attribute})`,
    present: () => `${keys} @> array[${has}]`,
    equals: (value) => () => `${keys} @> array[hashtext($1 || '=' || ${attribute} || '=' || ${bind(value)})]`,
    contains: (value) =>
      hasKeys(value, keyedText)
        ? () => `${keys} @> (parley_needle_keys($1 || '~', lower(${bind(value)})) || ${has})`
        : undefined,
  };
}

function toPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
