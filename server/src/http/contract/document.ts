import { createHash } from 'node:crypto';

/** A JSON Schema of the contract (2020-12 dialect, as OpenAPI 3.1 uses it). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly contentMediaType?: string;
  readonly 'x-accept-aliases'?: Readonly<Record<string, string>>;
  readonly [keyword: string]: unknown;
}

export interface ParameterDocument {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly 'x-server-tolerance'?: { readonly required?: boolean; readonly aliases?: readonly string[] };
}

export interface ContentDocument {
  readonly [mediaType: string]: { readonly schema?: Schema };
}

export interface ResponseDocument {
  readonly $ref?: string;
  readonly content?: ContentDocument;
}

export interface OperationDocument {
  readonly operationId: string;
  readonly parameters?: readonly ParameterDocument[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: ContentDocument };
  readonly responses?: Readonly<Record<string, ResponseDocument>>;
  readonly 'x-scopes'?: readonly string[];
  readonly 'x-scopes-any-of'?: readonly string[];
  readonly 'x-scopes-inferred'?: readonly string[];
  /** Empty for what anybody may call. */
  readonly security?: readonly unknown[];
  readonly 'x-permissions'?: readonly string[];
  /** The action under which the call is entered in the audit log. */
  readonly 'x-audit'?: string;
  readonly 'x-path-aliases'?: readonly string[];
}

export interface PathDocument {
  readonly parameters?: readonly ParameterDocument[];
  readonly [method: string]: unknown;
}

/** The part of an OpenAPI document that the server works with; prose and examples are left out. */
export interface ContractDocument {
  readonly paths: Readonly<Record<string, PathDocument>>;
  readonly components: {
    readonly schemas?: Readonly<Record<string, Schema>>;
    readonly parameters?: Readonly<Record<string, ParameterDocument>>;
    readonly responses?: Readonly<Record<string, ResponseDocument>>;
  };
}

/** A document in the form that is stored compiled: `digest` names the YAML text it was made from. */
export interface CompiledDocument {
  readonly digest: string;
  readonly document: ContractDocument;
}

/** Names a YAML text, so that a compiled copy of another text is never used. */
export function digestOf(yamlText: string): string {
  return createHash('sha256').update(yamlText).digest('hex');
}

/** The component that a `$ref` of this document names; anything else is returned as it is. */
export function resolved<T extends { readonly $ref?: string }>(document: ContractDocument, value: T): T {
  if (value.$ref === undefined) return value;
  const [section, name] = value.$ref.replace('#/components/', '').split('/');
  const components = document.components as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const target = section === undefined || name === undefined ? undefined : components[section]?.[name];
  if (target === undefined) throw new Error(`The contract names ${value.$ref}, which it does not define.`);
  return resolved(document, target as T);
}
