import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { AppError } from '../../kernel/errors.ts';
import { describeViolation } from './describe-violation.ts';
import type { ContractDocument, Schema } from './document.ts';
import type { Operation } from './operations.ts';
import { withComponents } from './schema-library.ts';

export interface ValidatedInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly isForm: boolean;
  /** The field names of the files that came in. */
  readonly fileFields: readonly string[];
}

/** Throws request.invalid with a sentence that names the first wrong field; fills in defaults of body members. */
export type ValidateInput = (input: ValidatedInput) => void;

/** Makes the validators of one document; each operation's are compiled when it is first called. */
export function createInputValidators(document: ContractDocument): (operation: Operation) => ValidateInput {
  const ajv = new Ajv2020({ strict: false, useDefaults: true, logger: false, meta: false, validateSchema: false });
  for (const name of ['int32', 'int64', 'double'] as const) ajv.addFormat(name, fullFormats[name]);
  ajv.addFormat('date-time', isMoment);
  const library = withComponents(ajv, document);
  return (operation) => {
    const params = compileObject(ajv, operation.pathParameters);
    const query = compileObject(ajv, operation.queryParameters);
    const body = operation.body?.json === undefined ? undefined : library.compile(operation.body.json);
    const form = operation.body?.form === undefined ? undefined : library.compile(operation.body.form);
    const refuse = (validate: ValidateFunction, whole: string) => {
      const violation = describeViolation(validate.errors ?? [], whole);
      const known = operation.notes.refusals?.[violation.field];
      throw new AppError('request.invalid', known ?? violation.sentence, { details: { field: violation.field } });
    };
    return (input) => {
      if (params !== undefined && !params(input.params)) refuse(params, 'The path');
      if (query !== undefined && !query(input.query)) refuse(query, 'The query');
      requireFiles(operation, input.fileFields);
      const validateBody = input.isForm ? (form ?? body) : (body ?? form);
      if (validateBody === undefined) return;
      if (input.body === undefined && operation.body?.required !== true) return;
      if (!validateBody(input.body)) refuse(validateBody, 'The request body');
    };
  };
}

interface Parameter {
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** A validator of named parameters, or none where every value is right. */
function compileObject(ajv: Ajv2020, parameters: readonly Parameter[]): ValidateFunction | undefined {
  if (parameters.length === 0) return undefined;
  return ajv.compile({
    type: 'object',
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter((parameter) => parameter.required === true).map((parameter) => parameter.name),
  });
}

function requireFiles(operation: Operation, fileFields: readonly string[]): void {
  for (const file of operation.body?.files ?? []) {
    if (file.required && !fileFields.includes(file.name)) {
      throw new AppError('request.invalid', `${file.name} is required: send it as a file of a multipart form.`, {
        details: { field: file.name },
      });
    }
  }
}

const momentForm = /^(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

/** Live clients also send plain dates where the contract documents a date and time. */
function isMoment(text: string): boolean {
  const match = momentForm.exec(text);
  if (match === null || Number.isNaN(Date.parse(text))) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
