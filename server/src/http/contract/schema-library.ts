import type { Ajv2020, ValidateFunction } from 'ajv/dist/2020.js';
import type { ContractDocument, Schema } from './document.ts';

export interface SchemaLibrary {
  /** Compiles a schema which may name the components of the document. */
  compile(schema: Schema): ValidateFunction;
}

const componentPrefix = '#/components/schemas/';

/** Makes the named schemas of a document known to a validator, which compiles each when it is first needed. */
export function withComponents(ajv: Ajv2020, document: ContractDocument): SchemaLibrary {
  for (const [name, schema] of Object.entries(document.components.schemas ?? {})) {
    ajv.addSchema(absolute(schema) as Schema, idOf(name));
  }
  return { compile: (schema) => ajv.compile(absolute(schema) as Schema) };
}

function idOf(name: string): string {
  return `contract:${name}`;
}

/** The schema with its references written as the ids under which the components are known. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) =>
      key === '$ref' && typeof member === 'string' && member.startsWith(componentPrefix)
        ? [key, idOf(member.slice(componentPrefix.length))]
        : [key, absolute(member)],
    ),
  );
}
