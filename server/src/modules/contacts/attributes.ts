import { AppError } from '../../kernel/errors.ts';
import { toStorableText } from '../../kernel/storable-text.ts';

/** Characters of a contact's name. */
const contactNameLimit = 512;
/** Characters of the name of an attribute. */
export const attributeNameLimit = 256;
/** Characters of the value of an attribute. */
const attributeValueLimit = 4_096;
/** Attributes of one contact. */
export const attributeLimit = 1_000;

/** The name that a person goes by at WhatsApp, as far as it is kept. */
export function toProfileName(told: string | undefined): string | undefined {
  const name = told?.slice(0, contactNameLimit);
  return name === undefined ? undefined : toStorableText(name);
}

/** Throws request.invalid, which names the field that holds the name. */
export function checkAttributeName(field: string, name: string): void {
  const refuse = (message: string) => new AppError('request.invalid', message, { details: { field } });
  if (name === '' || name.length > attributeNameLimit) {
    throw refuse(`An attribute has a name of 1 to ${attributeNameLimit} characters.`);
  }
  if (!isAttributeName(name)) throw refuse(`${name} is no attribute.`);
}

export interface SplitAttributes {
  /** What an attribute `name` says, undefined when it says nothing. */
  readonly name: string | undefined;
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Name and number are shown among the attributes but are none: an attribute `name` is the contact's name, and `phone` is
 * passed over, since a number is never changed.
 */
export function splitAttributes(attributes: Readonly<Record<string, string>>): SplitAttributes {
  const { name, phone: _phone, ...others } = attributes;
  return { name: name?.trim() || undefined, others };
}

/** Shown among the attributes or, by the rules of JavaScript, no member of its own; a contact has no attribute called so. */
const otherNames: ReadonlySet<string> = new Set(['name', 'phone', '__proto__']);

/** Whether an attribute may be called so. */
export function isAttributeName(name: string): boolean {
  return name.trim() !== '' && !otherNames.has(name.trim());
}

/** The value of an attribute, whatever it is called: objects inherit members such as `constructor`. */
export function attributeOf<Value>(attributes: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

/** Throws request.invalid. */
export function checkAttributes({
  name,
  others,
}: {
  name: string | null | undefined;
  others: SplitAttributes['others'];
}) {
  if ((name?.length ?? 0) > contactNameLimit) {
    throw new AppError('request.invalid', `The name must have at most ${contactNameLimit} characters.`);
  }
  for (const [key, value] of Object.entries(others)) {
    if (key.trim() === '') throw new AppError('request.invalid', 'The name of an attribute is blank.');
    if (!isAttributeName(key)) throw new AppError('request.invalid', `"${key}" is no attribute.`);
    if (key.length > attributeNameLimit) {
      const start = key.slice(0, 40);
      throw new AppError(
        'request.invalid',
        `The name of the attribute "${start}..." is longer than ${attributeNameLimit} characters.`,
      );
    }
    if (value.length > attributeValueLimit) {
      throw new AppError(
        'request.invalid',
        `The value of the attribute "${key}" is longer than ${attributeValueLimit} characters.`,
      );
    }
  }
}

/** Throws request.invalid. */
export function checkAttributeCount(count: number): void {
  if (count > attributeLimit) {
    throw new AppError('request.invalid', `A contact must have at most ${attributeLimit} attributes.`);
  }
}
