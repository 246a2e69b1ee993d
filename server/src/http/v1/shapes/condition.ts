import { AppError } from '../../../kernel/errors.ts';
import {
  type AttributeCondition,
  attributeOperators,
  checkConditions,
  conditionLimit,
} from '../../../modules/contacts/index.ts';
import { parseJsonOrText } from '../../contract/parse-json.ts';

const attributeForm =
  'attribute must be the JSON text of a list of {"name", "operator", "value"}, such as [{"name":"plan","operator":"==","value":"gold"}].';

/** Reads the `attribute` filter of getContacts; undefined without text. Throws request.invalid. */
export function fromAttributeFilter(text: string | undefined): readonly AttributeCondition[] | undefined {
  const given = text?.trim();
  if (!given) return undefined;
  const rows = parseJsonOrText(given);
  if (!Array.isArray(rows)) throw new AppError('request.invalid', attributeForm);
  if (rows.length > conditionLimit) {
    throw new AppError('request.invalid', `attribute must hold at most ${conditionLimit} rows.`);
  }
  const conditions = rows.map((row) => {
    if (typeof row !== 'object' || row === null) throw new AppError('request.invalid', attributeForm);
    const members = new Map(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value as unknown]));
    return toCondition(
      { name: members.get('name'), operator: members.get('operator'), value: members.get('value') },
      { field: 'attribute', form: attributeForm },
    );
  });
  checkConditions([conditions]);
  return conditions;
}

/** One condition from what a client wrote. `form` is the sentence for one of another shape. Throws request.invalid. */
export function toCondition(
  { name, operator, value }: { name: unknown; operator: unknown; value: unknown },
  { field, form }: { field: string; form: string },
): AttributeCondition {
  if (typeof name !== 'string' || name.trim() === '' || typeof operator !== 'string') {
    throw new AppError('request.invalid', form);
  }
  const known = attributeOperators.find((entry) => entry.toLowerCase() === operator.trim().toLowerCase());
  if (known === undefined) {
    const names = attributeOperators.join(', ');
    throw new AppError('request.invalid', `${field} has the unknown operator "${operator}". Known are: ${names}.`);
  }
  if (typeof value === 'object' && value !== null) throw new AppError('request.invalid', form);
  return { name: name.trim(), operator: known, value: value === undefined || value === null ? '' : String(value) };
}
