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
}

/** Conditions of one group. */
export const conditionLimit = 50;
/** Groups of one filter. */
export const groupLimit = 20;
/** Characters of the searched part of a name, and of a condition's value. */
export const searchTextLimit = 4_096;

/** A condition on contacts `c` of the tenant `$1`; `values` start at $2. */
export interface Where {
  readonly text: string;
  readonly values: readonly unknown[];
}

type Bind = (value: string) => string;

const keys = 'parley_contact_keys(c.tenant_id, c.wa_id, coalesce(c.name, c.profile_name), c.attributes)';
const knownName = 'coalesce(c.name, c.profile_name)';

/**
 * The SQL of a filter. Each test that can be found by the index of keys asks for its keys first; keys may be shared, so
 * the test itself follows. `range` bounds the ids, which begin with the moment of creation.
 */
export function toWhere(filter: ContactFilter, range: { from?: string; before?: string } = {}): Where {
  const values: string[] = [];
  const bind: Bind = (value) => {
    values.push(value);
    return `$${values.length + 1}::text`;
  };
  const tests = ['c.tenant_id = $1'];
  if (range.from !== undefined) tests.push(`c.id >= ${bind(range.from)}`);
  if (range.before !== undefined) tests.push(`c.id < ${bind(range.before)}`);
  const name = filter.name?.trim();
  if (name) tests.push(nameOrNumberTest(name, bind));
  const groups = (filter.groups ?? []).filter((group) => group.length > 0);
  if (groups.length > 0) {
    const alternatives = groups.map((group) => group.map((condition) => conditionTest(condition, bind)).join(' and '));
    tests.push(`((${alternatives.join(') or (')}))`);
  }
  return { text: tests.join(' and '), values };
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

function nameOrNumberTest(name: string, bind: Bind): string {
  const byName = `lower(${knownName}) like lower(${bind(toPattern(name))})`;
  const digits = name.replace(/[\s+().-]/g, '');
  const tests = [hasKeys(name) ? `${holdsText(bind(name))} and ${byName}` : byName];
  if (/^\d+$/.test(digits)) {
    const byNumber = `c.wa_id like ${bind(toPattern(digits))}`;
    tests.push(hasKeys(digits) ? `${holdsText(bind(digits))} and ${byNumber}` : byNumber);
  }
  return `((${tests.join(') or (')}))`;
}

function holdsText(text: string): string {
  return `${keys} @> parley_text_keys($1, lower(${text}))`;
}

// Shorter pieces of plain ASCII have no keys: they are in so many contacts that these are soon found without.
function hasKeys(text: string): boolean {
  return text.length >= 3 || /[^\0-\x7f]/.test(text);
}

interface Tested {
  /** The text that is tested, null where there is none. */
  readonly value: string;
  /** Has it at all. */
  readonly present: string | undefined;
  readonly equals: (value: string) => string;
  readonly contains: (value: string) => string;
}

function conditionTest({ name, operator, value }: AttributeCondition, bind: Bind): string {
  const tested = toTested(name, bind);
  const both = (key: string | undefined, test: string): string => (key === undefined ? test : `${key} and ${test}`);
  const isEmpty = `coalesce(${tested.value}, '') = ''`;
  switch (operator) {
    case 'contain': {
      const test = `lower(${tested.value}) like lower(${bind(toPattern(value))})`;
      return both(hasKeys(value) ? tested.contains(bind(value)) : tested.present, test);
    }
    case 'notContain':
      return `lower(coalesce(${tested.value}, '')) not like lower(${bind(toPattern(value))})`;
    case 'exist':
      return both(tested.present, `${tested.value} is not null`);
    case 'notExist':
      return `${tested.value} is null`;
    case '==': {
      const given = bind(value);
      return both(tested.equals(given), `${tested.value} = ${given}`);
    }
    case '!=':
      return `coalesce(${tested.value}, '') <> ${bind(value)}`;
    case 'valid':
      return both(tested.present, `not ${isEmpty}`);
    case 'invalid':
      return isEmpty;
  }
}

function toTested(name: string, bind: Bind): Tested {
  if (name === 'phone') return { value: 'c.wa_id', present: undefined, equals: holdsText, contains: holdsText };
  if (name === 'name') return { value: knownName, present: undefined, equals: holdsText, contains: holdsText };
  const attribute = bind(name);
  const present = `${keys} @> array[hashtext($1 || '?' || ${attribute})]`;
  return {
    value: `(c.attributes ->> ${attribute})`,
    present,
    equals: (value) => `${keys} @> array[hashtext($1 || '=' || ${attribute} || '=' || ${value})]`,
    contains: (value) =>
      `${keys} @> (parley_text_keys($1 || '~', lower(${value})) || hashtext($1 || '?' || ${attribute}))`,
  };
}

function toPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
