import { StepMismatch } from './step-mismatch.ts';

const reference = /\$\{(\w+)\}/g;

/** Puts the values of `${name}` into every text of `value`. Throws a StepMismatch for a name that has no value. */
export function fillVariables<Value>(value: Value, variables: ReadonlyMap<string, string>): Value {
  return fill(value, variables) as Value;
}

function fill(value: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(reference, (_match, name: string) => {
      const text = variables.get(name);
      if (text !== undefined) return text;
      throw new StepMismatch(`a value for \${${name}}`, `only ${[...variables.keys()].join(', ')}`);
    });
  }
  if (Array.isArray(value)) return value.map((entry) => fill(entry, variables));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, fill(entry, variables)]));
}
