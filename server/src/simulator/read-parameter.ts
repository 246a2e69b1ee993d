import { GraphError } from './graph-errors.ts';
import { isJsonObject, type JsonObject } from './json-value.ts';

/** The object member of a request, or code 100 when it is missing or something else. `path` names it in the error. */
export function requireObject(parent: JsonObject, member: string, path = member): JsonObject {
  const value = parent[member];
  if (value === undefined || value === null) throw new GraphError(100, `The parameter ${path} is required.`);
  if (!isJsonObject(value)) throw new GraphError(100, `Param ${path} must be a JSON object.`);
  return value;
}

/** The list member of a request, or code 100. */
export function requireList(parent: JsonObject, member: string, path = member): readonly unknown[] {
  const value = parent[member];
  if (value === undefined || value === null) throw new GraphError(100, `The parameter ${path} is required.`);
  if (!Array.isArray(value)) throw new GraphError(100, `Param ${path} must be an array.`);
  return value;
}

/** The text member of a request of at least one character, or code 100. */
export function requireText(parent: JsonObject, member: string, path = member): string {
  const value = optionalText(parent, member, path);
  if (value === undefined || value === '') throw new GraphError(100, `The parameter ${path} is required.`);
  return value;
}

/** The text member of a request or undefined; code 100 when it is something else or longer than `max` characters. */
export function optionalText(parent: JsonObject, member: string, path = member, max?: number): string | undefined {
  const value = parent[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new GraphError(100, `Param ${path} must be a string.`);
  if (max !== undefined && isLongerThan(value, max)) {
    throw new GraphError(100, `Param ${path} must be at most ${max} characters long.`);
  }
  return value;
}

/** Compares a length in characters as people count them: an emoji of two code units is one. */
export function isLongerThan(text: string, max: number): boolean {
  return text.length > max && (text.length > 2 * max || [...text].length > max);
}
