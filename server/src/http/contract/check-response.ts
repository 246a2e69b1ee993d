import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describeViolation } from './describe-violation.ts';
import type { ContractDocument } from './document.ts';
import type { Operation } from './operations.ts';
import { withComponents } from './schema-library.ts';

export interface ReplyFacts {
  readonly status: number;
  readonly contentType: string | undefined;
  /** The value before it is written as JSON; not looked at for streams. */
  readonly body: unknown;
  readonly isStream: boolean;
}

/** The sentence that says how a reply departs from the contract, or undefined when it does not. */
export type CheckReply = (reply: ReplyFacts) => string | undefined;

/** Answers of the transport and of general rules: the contract lists them on few operations or none. */
const generalStatuses: ReadonlySet<number> = new Set([404, 405, 409, 413, 422]);

/**
 * Compares replies with the responses of the contract: status, content type and body. More members than documented are
 * right, missing or wrong ones are not. Validators are compiled when first needed.
 */
export function createResponseChecker(document: ContractDocument): (operation: Operation) => CheckReply {
  const ajv = new Ajv2020({ strict: false, logger: false, meta: false, validateSchema: false });
  for (const name of ['int32', 'int64', 'double', 'date-time'] as const) ajv.addFormat(name, fullFormats[name]);
  const library = withComponents(ajv, document);
  return (operation) => {
    const validators = new Map<string, ValidateFunction>();
    const validatorOf = (status: number, mediaType: string): ValidateFunction | undefined => {
      const schema = operation.responses.get(status)?.content?.[mediaType]?.schema;
      if (schema === undefined) return undefined;
      const key = `${status} ${mediaType}`;
      const validator = validators.get(key) ?? library.compile(schema);
      validators.set(key, validator);
      return validator;
    };
    return (reply) => {
      const response = operation.responses.get(reply.status);
      if (response === undefined) {
        return generalStatuses.has(reply.status) ? undefined : `Status ${reply.status} is not documented.`;
      }
      if (response.content === undefined) return undefined;
      const mediaType = findMediaType(Object.keys(response.content), reply.contentType);
      if (mediaType === undefined) return `The content type ${reply.contentType ?? '(none)'} is not documented.`;
      if (reply.isStream || !mediaType.endsWith('json')) return undefined;
      const validate = validatorOf(reply.status, mediaType);
      // Compared as it will be read: without undefined members, with dates as texts.
      if (validate === undefined || validate(asWritten(reply.body))) return undefined;
      return describeViolation(validate.errors ?? [], 'The body').sentence;
    };
  };
}

function findMediaType(documented: readonly string[], contentType: string | undefined): string | undefined {
  const actual = contentType?.split(';')[0]?.trim().toLowerCase();
  if (actual === undefined) return undefined;
  const family = `${actual.split('/')[0]}/*`;
  return [actual, family, '*/*'].find((candidate) => documented.includes(candidate));
}

function asWritten(body: unknown): unknown {
  return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
}
