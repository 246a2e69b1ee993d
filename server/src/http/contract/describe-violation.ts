import type { ErrorObject } from 'ajv/dist/2020.js';

export interface Violation {
  /** Such as `recipients[0].target`; empty for the whole. */
  readonly field: string;
  readonly sentence: string;
}

/** One sentence for a person, from the errors of a validation; `whole` names the value when the error lies in none of its members. */
export function describeViolation(errors: readonly ErrorObject[], whole: string): Violation {
  const error = mostTelling(errors);
  if (error === undefined) return { field: '', sentence: `${whole} is not valid.` };
  const place = fieldOf(error.instancePath);
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === 'required') {
    const field = place === '' ? String(params.missingProperty) : `${place}.${String(params.missingProperty)}`;
    return { field, sentence: `${field} is required.` };
  }
  return { field: place, sentence: `${place === '' ? whole : place} ${complaintOf(error.keyword, params)}.` };
}

/** Of the errors of alternatives the deepest says what is wrong; that a value is not null says nothing. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject | undefined {
  const telling = errors.filter((error) => !(error.keyword === 'type' && error.params.type === 'null'));
  let best = telling[0];
  for (const error of telling) {
    if (best !== undefined && error.instancePath.length > best.instancePath.length) best = error;
  }
  return best ?? errors[0];
}

function fieldOf(instancePath: string): string {
  return instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((field, part) => (/^\d+$/.test(part) ? `${field}[${part}]` : field === '' ? part : `${field}.${part}`), '');
}

function complaintOf(keyword: string, params: Readonly<Record<string, unknown>>): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'type':
      return `must be ${typeNames(params.type)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as readonly unknown[]).join(', ')}`;
    case 'minItems':
      return `must hold at least ${counted(limit, 'item')}`;
    case 'maxItems':
      return `must hold at most ${counted(limit, 'item')}`;
    case 'minLength':
      return `must have at least ${counted(limit, 'character')}`;
    case 'maxLength':
      return `must have at most ${counted(limit, 'character')}`;
    case 'minimum':
    case 'maximum':
      return 'is out of range';
    case 'format':
      return params.format === 'date-time' ? 'must be a date and time such as 2026-03-04T09:10:11Z' : 'is out of range';
    default:
      return 'does not have the documented form';
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

const articles: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
};

function typeNames(types: unknown): string {
  const names = (Array.isArray(types) ? types : [types]).filter((type) => type !== 'null').map(String);
  return names.map((name) => articles[name] ?? name).join(' or ');
}
