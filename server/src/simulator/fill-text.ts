import { GraphError } from './graph-errors.ts';
import { isJsonObject, type JsonObject, objectOrEmpty, textOrUndefined } from './json-value.ts';
import { isLongerThan } from './read-parameter.ts';

/** How the variables of a template are named: by words or by numbers from 1. */
export type ParameterFormat = 'NAMED' | 'POSITIONAL';

const placeholder = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** The variables of a template text, each once, in the order in which they stand; `1`, `2` or names. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
}

/** The text with its variables replaced; a variable without a value stays as it is. */
export function replaceVariables(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole);
}

/**
 * Fills a header or body text of a template by the rules of Meta: the count must match (132000), named templates need
 * `parameter_name` and positional ones must not have it (132012), values may hold no line breaks, tabs or long runs of
 * spaces (132018), and the result is at most `max` characters (132005). `where` names the component in the details.
 */
export function fillText(input: {
  text: string;
  parameters: readonly unknown[];
  format: ParameterFormat;
  where: string;
  max: number;
}): string {
  const { text, parameters, format, where, max } = input;
  const variables = variablesOf(text);
  if (variables.length !== parameters.length) throw wrongCount(where, parameters.length, variables.length);
  const values = new Map<string, string>();
  const numbered = [...variables].sort((one, other) => Number(one) - Number(other));
  for (const [index, parameter] of parameters.entries()) {
    if (!isJsonObject(parameter)) throw new GraphError(132012, `${where}: parameter ${index} must be an object`);
    const name = format === 'NAMED' ? nameOf(parameter, variables, where) : numbered[index];
    if (format === 'POSITIONAL' && parameter.parameter_name !== undefined) {
      throw new GraphError(132012, `${where}: parameter_name is not expected, the template is positional`);
    }
    if (values.has(name ?? '')) throw new GraphError(132012, `${where}: parameter_name ${name} is given twice`);
    values.set(name ?? '', parameterText(parameter, where));
  }
  const filled = replaceVariables(text, values);
  if (isLongerThan(filled, max)) throw new GraphError(132005, `${where}: text is longer than ${max} after filling`);
  return filled;
}

/** The text of one parameter; checks the type and the characters. */
export function parameterText(parameter: JsonObject, where: string): string {
  const type = String(parameter.type ?? '').toLowerCase();
  if (type === 'currency' || type === 'date_time') {
    const fallback = textOrUndefined(objectOrEmpty(parameter[type]).fallback_value);
    if (!fallback) throw new GraphError(131008, `${where}: Parameter of type ${type} is missing fallback_value`);
    return fallback;
  }
  if (type !== 'text') throw wrongFormat(where, 'TEXT', type);
  const text = textOrUndefined(parameter.text);
  if (!text) throw new GraphError(131008, `${where}: Parameter of type text is missing text value`);
  if (/[\n\r\t]| {5,}/.test(text)) {
    const details = 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces';
    throw new GraphError(132018, `${where}: ${details}`);
  }
  return text;
}

/** Code 132000: a component has more or fewer parameters than variables. */
export function wrongCount(where: string, given: number, expected: number): GraphError {
  const details = `number of localizable_params (${given}) does not match the expected number of params (${expected})`;
  return new GraphError(132000, `${where}: ${details}`);
}

/** Code 132012: a parameter is of another type than the template wants. */
export function wrongFormat(where: string, expected: string, received: string): GraphError {
  const what = received === '' ? 'UNKNOWN' : received.toUpperCase();
  return new GraphError(132012, `${where}: Format mismatch, expected ${expected.toUpperCase()}, received ${what}`);
}

function nameOf(parameter: JsonObject, variables: readonly string[], where: string): string {
  const name = textOrUndefined(parameter.parameter_name);
  if (!name) throw new GraphError(132012, `${where}: Parameter name is missing or empty`);
  if (!variables.includes(name)) {
    throw new GraphError(132012, `${where}: parameter_name ${name} is not in the template (${variables.join(', ')})`);
  }
  return name;
}
