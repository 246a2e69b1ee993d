import {
  type ContentDocument,
  type ContractDocument,
  type OperationDocument,
  type ParameterDocument,
  resolved,
  type Schema,
} from './document.ts';
import { type Contract, type DocumentName, type WebAppDocument, webAppDocuments } from './load-contract.ts';
import { notesOf, type OperationNotes } from './operation-notes.ts';

/** `parley` is Parley's own API, `internal` what only its web app calls. */
export type ApiVersion = 'v1' | 'v2' | 'v3' | 'parley' | 'internal';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Which set of handlers serves an operation; the same operationId may stand in both. */
export type HandlerSet = 'v1v2' | 'v3' | 'parley' | WebAppDocument;

export interface QueryParameter {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly schema: Schema;
}

export interface FileField {
  readonly name: string;
  readonly required: boolean;
}

export interface OperationBody {
  readonly required: boolean;
  /** The schema of JSON bodies and, where the contract gives no other, of forms. */
  readonly json: Schema | undefined;
  /** The schema of the text fields of forms; file fields are in `files`. */
  readonly form: Schema | undefined;
  readonly files: readonly FileField[];
}

export interface OperationResponse {
  /** Undefined where the contract declares no body: any body will do. */
  readonly content: ContentDocument | undefined;
}

export interface Operation {
  readonly id: string;
  readonly handlerSet: HandlerSet;
  readonly document: DocumentName;
  readonly version: ApiVersion;
  readonly method: HttpMethod;
  /** Without a tenant segment, parameters as `:name`; one that is the rest of the path as `*`. */
  readonly path: string;
  readonly aliases: readonly string[];
  /** Any one of them suffices; none listed means that any valid token may call. */
  readonly scopes: readonly string[];
  /** Of the person who is signed in; any one suffices, none listed takes everybody. */
  readonly permissions: readonly string[];
  /** The action under which a call that changed something is entered in the audit log. */
  readonly auditAction: string | undefined;
  /** Anybody may call it. */
  readonly isPublic: boolean;
  readonly pathParameters: readonly { readonly name: string; readonly schema: Schema }[];
  readonly queryParameters: readonly QueryParameter[];
  readonly body: OperationBody | undefined;
  readonly responses: ReadonlyMap<number, OperationResponse>;
  readonly notes: OperationNotes;
}

const methods: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const webhookDocumentPrefix = '/api/ext/v3/';

/** Every operation of the contract. Of the webhook document only the calls which the other documents lack. */
export function listOperations(contract: Contract): Operation[] {
  return [
    ...operationsOf('wati-v1-v2', contract['wati-v1-v2']),
    ...operationsOf('wati-v3', contract['wati-v3']),
    ...operationsOf('wati-webhooks', contract['wati-webhooks']).filter((operation) =>
      operation.path.startsWith(webhookDocumentPrefix),
    ),
    ...operationsOf('parley', contract.parley),
    ...webAppDocuments.flatMap((name) => operationsOf(name, contract[name])),
  ];
}

function isFileSchema(schema: Schema): boolean {
  return schema.format === 'binary' || schema.contentMediaType === 'application/octet-stream';
}

function operationsOf(name: DocumentName, document: ContractDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method.toLowerCase()] as OperationDocument | undefined;
      if (operation === undefined) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return [toOperation(name, document, method, path, operation, parameters)];
    }),
  );
}

function handlerSetOf(name: DocumentName): HandlerSet {
  if (name === 'wati-v1-v2') return 'v1v2';
  return name === 'wati-v3' || name === 'wati-webhooks' ? 'v3' : name;
}

function toOperation(
  name: DocumentName,
  document: ContractDocument,
  method: HttpMethod,
  path: string,
  operation: OperationDocument,
  parameterDocuments: readonly ParameterDocument[],
): Operation {
  const handlerSet = handlerSetOf(name);
  const notes = notesOf(handlerSet, operation.operationId);
  const parameters = parameterDocuments.map((parameter) => resolved(document, parameter));
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return {
    id: operation.operationId,
    handlerSet,
    document: name,
    version: versionOf(path),
    method,
    path: toRoutePath(path, notes),
    aliases: (operation['x-path-aliases'] ?? []).map((alias) => toRoutePath(alias, notes)),
    scopes: notes.scopes ?? scopesOf(operation),
    permissions: operation['x-permissions'] ?? [],
    auditAction: operation['x-audit'],
    isPublic: versionOf(path) === 'internal' && operation.security?.length === 0,
    pathParameters: inPath.map((parameter) => ({ name: parameter.name, schema: parameter.schema ?? {} })),
    queryParameters: inQuery.map((parameter) => toQueryParameter(parameter, notes)),
    body: toBody(document, operation, notes),
    responses: toResponses(document, operation),
    notes,
  };
}

function versionOf(path: string): ApiVersion {
  if (path.startsWith('/api/ext/v3/')) return 'v3';
  if (path.startsWith('/api/parley/')) return 'parley';
  if (path.startsWith('/internal/')) return 'internal';
  return path.includes('/api/v2/') ? 'v2' : 'v1';
}

/** Versions 1 and 2, whose parameters may stand anywhere in a request. */
export function isLegacyVersion(version: ApiVersion): boolean {
  return version === 'v1' || version === 'v2';
}

function toRoutePath(path: string, { restOfPath }: OperationNotes): string {
  return path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => (name === restOfPath ? '*' : `:${name}`));
}

function scopesOf(operation: OperationDocument): readonly string[] {
  return operation['x-scopes'] ?? operation['x-scopes-any-of'] ?? operation['x-scopes-inferred'] ?? [];
}

function toQueryParameter(parameter: ParameterDocument, notes: OperationNotes): QueryParameter {
  const tolerance = parameter['x-server-tolerance'];
  return {
    name: parameter.name,
    aliases: [...(tolerance?.aliases ?? []), ...(notes.queryAliases?.[parameter.name] ?? [])],
    required: parameter.required === true && tolerance?.required !== false,
    schema: parameter.schema ?? {},
  };
}

function toBody(
  document: ContractDocument,
  operation: OperationDocument,
  notes: OperationNotes,
): OperationBody | undefined {
  const content = operation.requestBody?.content;
  if (content === undefined) return undefined;
  const relaxed = (schema: Schema | undefined) =>
    schema === undefined ? undefined : withoutRequired(resolved(document, schema), notes.optionalMembers ?? []);
  const json = relaxed(
    content['application/json']?.schema ??
      content['application/json-patch+json']?.schema ??
      content['text/json']?.schema,
  );
  const form = relaxed(content['multipart/form-data']?.schema ?? content['application/x-www-form-urlencoded']?.schema);
  const files = form === undefined ? [] : fileFieldsOf(form);
  return {
    required: operation.requestBody?.required === true,
    json,
    form: form === undefined ? undefined : withoutFiles(form, files),
    files,
  };
}

function fileFieldsOf(form: Schema): FileField[] {
  return Object.entries(form.properties ?? {})
    .filter(([, schema]) => isFileSchema(schema))
    .map(([name]) => ({ name, required: form.required?.includes(name) === true }));
}

function withoutFiles(form: Schema, files: readonly FileField[]): Schema {
  if (files.length === 0) return form;
  const names = new Set(files.map((file) => file.name));
  const properties = Object.entries(form.properties ?? {}).filter(([name]) => !names.has(name));
  return { ...withoutRequired(form, [...names]), properties: Object.fromEntries(properties) };
}

function withoutRequired(schema: Schema, optional: readonly string[]): Schema {
  if (optional.length === 0 || schema.required === undefined) return schema;
  return { ...schema, required: schema.required.filter((name) => !optional.includes(name)) };
}

function toResponses(document: ContractDocument, operation: OperationDocument): Map<number, OperationResponse> {
  const responses = new Map<number, OperationResponse>();
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    responses.set(Number(status), { content: resolved(document, response).content });
  }
  return responses;
}
