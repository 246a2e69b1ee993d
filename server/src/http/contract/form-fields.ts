import { AppError } from '../../kernel/errors.ts';

/** Text fields of a form or members of a query string; a repeated name gives a list. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>;

/** The same while it is filled; without a prototype, so any name is a plain name. */
export type FormFieldsInProgress = Record<string, string | string[]>;

/** Fields of an urlencoded body. */
const urlencodedFieldLimit = 1_000;

export function emptyFields(): FormFieldsInProgress {
  return Object.create(null);
}

export function addField(fields: FormFieldsInProgress, name: string, value: string): void {
  const earlier = fields[name];
  if (earlier === undefined) fields[name] = value;
  else if (typeof earlier === 'string') fields[name] = [earlier, value];
  else earlier.push(value);
}

/** Reads an urlencoded body. Throws request.too_large. */
export function parseUrlencoded(text: string): FormFields {
  const fields = emptyFields();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > urlencodedFieldLimit) {
      throw new AppError('request.too_large', `A form may have at most ${urlencodedFieldLimit} fields.`);
    }
    addField(fields, name, value);
  }
  return fields;
}
