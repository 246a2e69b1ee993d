import { firstViolation, type ParameterFormat, type RuleViolation, violation } from './shape.ts';

/** A name between two pairs of braces; whatever else stands in braces is broken. */
const variablePattern = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const namePattern = /^[a-z0-9_]+$/;
const edgePattern = /^\s*\{\{|\}\}\s*$/;

export interface VariableText {
  readonly text: string;
  /** How people call it: `The body`. */
  readonly where: string;
  readonly format: ParameterFormat;
  /** Examples of a POSITIONAL text, in the order of its numbers. */
  readonly inOrder: readonly string[] | undefined;
  readonly named: readonly { readonly param_name: string; readonly example: string }[] | undefined;
}

/** The variables of a text, each once, in order of appearance. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variablePattern)].map((match) => match[1] ?? ''))];
}

/** The text without its variables. */
export function withoutVariables(text: string): string {
  return text.replace(variablePattern, '');
}

/** Form, numbering and examples of the variables of one text (cloud-api-behaviour 7.7). */
export function checkVariables(given: VariableText): RuleViolation | undefined {
  const names = variablesOf(given.text);
  return firstViolation([
    () => checkBraces(given),
    () => (given.format === 'POSITIONAL' ? checkNumbers(given, names) : checkNames(given, names)),
    () => checkExamples(given, names),
  ]);
}

/** Where variables may stand in a body, and how many words they need around them. */
export function checkVariablePlaces(text: string, where: string): RuleViolation | undefined {
  if (edgePattern.test(text)) {
    return violation('variables.edge', `${where} must not begin or end with a variable; add words around it.`, 2388299);
  }
  if (/\}\}\s*\{\{/.test(text)) {
    return violation(
      'variables.adjacent',
      `${where} must not have two variables side by side; put words between them.`,
    );
  }
  const variables = [...text.matchAll(variablePattern)].length;
  const words = withoutVariables(text).match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (words >= variables) return undefined;
  return violation('variables.too_many', `${where} has too many variables for its length; add words.`, 2388293);
}

function checkBraces({ text, where }: VariableText): RuleViolation | undefined {
  if (!/\{\{|\}\}/.test(withoutVariables(text))) return undefined;
  const message = `${where} has a broken variable; write {{1}} or {{name}}, with letters, digits and underscores inside.`;
  return violation('variables.braces', message);
}

function checkNumbers({ where }: VariableText, names: readonly string[]): RuleViolation | undefined {
  if (names.some((name) => !/^\d+$/.test(name))) {
    return violation(
      'variables.mixed',
      `${where} mixes numbered and named variables; use one kind in the whole template.`,
    );
  }
  const numbers = names.map(Number).sort((one, other) => one - other);
  if (numbers.every((number, place) => number === place + 1)) return undefined;
  return violation('variables.consecutive', `${where} must number its variables from {{1}} without gaps.`);
}

function checkNames({ where }: VariableText, names: readonly string[]): RuleViolation | undefined {
  if (names.some((name) => /^\d+$/.test(name))) {
    return violation(
      'variables.mixed',
      `${where} mixes numbered and named variables; use one kind in the whole template.`,
    );
  }
  const wrong = names.find((name) => !namePattern.test(name));
  if (wrong === undefined) return undefined;
  const message = `${where} has the variable ${wrong}; names may hold lower-case letters, digits and underscores only.`;
  return violation('variables.name', message);
}

function checkExamples({ where, format, inOrder, named }: VariableText, names: readonly string[]) {
  const has = (name: string): boolean => {
    const example =
      format === 'POSITIONAL'
        ? inOrder?.[Number(name) - 1]
        : named?.find((entry) => entry.param_name === name)?.example;
    return (example ?? '').trim() !== '';
  };
  const missing = names.find((name) => !has(name));
  if (missing === undefined) return undefined;
  return violation('variables.sample', `${where} needs a sample value for the variable ${missing}.`);
}
