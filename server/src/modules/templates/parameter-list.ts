import { isNumber } from './placeholders.ts';
import type { Template, TemplateParameter } from './types.ts';

/** The parameters of a template while it is read: one name space for body, header, buttons and cards. */
export interface ParameterList {
  readonly parameters: readonly TemplateParameter[];
  /**
   * The place in `parameters` of a placeholder's value; the same name, in any case, is the same parameter. Meta numbers
   * each part from 1 again, so a number outside the body gets a name of its own when `freeName` is given.
   */
  claim(placeholder: string, sample: string, freeName?: string): number;
}

/**
 * Free names are inferred, not documented: the next number for POSITIONAL templates, which is what a caller who gives the
 * values in order expects; for NAMED ones the name of the part, with `_2` and so on when it is taken.
 */
export function createParameterList(format: Template['parameterFormat']): ParameterList {
  const parameters: { name: string; sample: string }[] = [];
  const placeByName = new Map<string, number>();

  const add = (name: string, sample: string): number => {
    placeByName.set(name.toLowerCase(), parameters.length);
    return parameters.push({ name, sample }) - 1;
  };

  return {
    parameters,
    claim(placeholder, sample, freeName) {
      if (freeName !== undefined && isNumber(placeholder)) {
        return add(format === 'POSITIONAL' ? nextNumber(parameters) : nextName(placeByName, freeName), sample);
      }
      const place = placeByName.get(placeholder.toLowerCase());
      if (place === undefined) return add(placeholder, sample);
      const known = parameters[place];
      if (known?.sample === '') known.sample = sample;
      return place;
    },
  };
}

function nextNumber(parameters: readonly TemplateParameter[]): string {
  const numbers = parameters.map(({ name }) => (isNumber(name) ? Number(name) : 0));
  return String(Math.max(0, ...numbers) + 1);
}

function nextName(taken: ReadonlyMap<string, number>, wanted: string): string {
  let name = wanted;
  for (let suffix = 2; taken.has(name); suffix += 1) name = `${wanted}_${suffix}`;
  return name;
}
