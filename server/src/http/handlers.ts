import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import type { operations as CampaignsOperations } from '@parley/contract/campaigns';
import type { operations as ContactsOperations } from '@parley/contract/contacts';
import type { operations as DeveloperOperations } from '@parley/contract/developer';
import type { operations as InboxOperations } from '@parley/contract/inbox';
import type { operations as InternalOperations } from '@parley/contract/internal';
import type { operations as ParleyOperations } from '@parley/contract/parley';
import type { operations as SettingsOperations } from '@parley/contract/settings';
import type { operations as TemplatesOperations } from '@parley/contract/templates';
import type { operations as LegacyOperations } from '@parley/contract/wati-v1-v2';
import type { operations as V3Operations } from '@parley/contract/wati-v3';
import type { operations as WebhookOperations } from '@parley/contract/wati-webhooks';
import type { Context } from '../kernel/context.ts';
import type { AuditNote } from './audit-call.ts';
import type { Credential } from './authenticate.ts';
import type { StoredUpload } from './contract/uploads.ts';

/** A call as its handler gets it: everything read, in its documented form, and valid by the contract. */
export interface OperationRequest<Params = unknown, Query = unknown, Body = unknown> {
  readonly ctx: Context;
  readonly credential: Credential;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Files of a multipart body. Those not taken are discarded when the handler has ended. */
  readonly files: readonly StoredUpload[];
  /** With lower-case names. */
  readonly headers: IncomingHttpHeaders;
  /** Where the call comes from: an IP address. */
  readonly address: string;
  /** Says more of a change than what was asked for: for the audit log, of operations that are entered there. */
  readonly noteForAudit: (note: AuditNote) => void;
  /** Aborted when the client goes away before the answer is out. */
  readonly signal: AbortSignal;
}

/** The status is 200 unless said. A body of undefined is an empty one; a stream needs its content type among the headers. */
export type Reply =
  | { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly status?: number; readonly stream: Readable; readonly headers: Readonly<Record<string, string>> };

export type Handler<Request> = (request: Request) => Promise<Reply>;

/** A handler whose documented types are no more known. */
export type AnyHandler = Handler<OperationRequest>;

/** The v3 calls which only the webhook document describes. */
type V3WebhookOperations = Pick<
  WebhookOperations,
  'listWebhooks' | 'listWebhookEventTypes' | 'updateWebhook' | 'deleteWebhook'
>;

export interface HandlersBySet {
  readonly v1v2: HandlersOf<LegacyOperations>;
  readonly v3: HandlersOf<V3Operations & V3WebhookOperations>;
  readonly parley: HandlersOf<ParleyOperations>;
  readonly internal: HandlersOf<InternalOperations>;
  readonly inbox: HandlersOf<InboxOperations>;
  readonly contacts: HandlersOf<ContactsOperations>;
  readonly templates: HandlersOf<TemplatesOperations>;
  readonly campaigns: HandlersOf<CampaignsOperations>;
  readonly developer: HandlersOf<DeveloperOperations>;
  readonly settings: HandlersOf<SettingsOperations>;
}

type HandlersOf<Operations> = { readonly [Id in keyof Operations]?: Handler<RequestOf<Operations[Id]>> };

/** The request of an operation by its generated type: `LegacyRequest<'getContacts'>`. */
export type LegacyRequest<Id extends keyof LegacyOperations> = RequestOf<LegacyOperations[Id]>;
export type V3Request<Id extends keyof (V3Operations & V3WebhookOperations)> = RequestOf<
  (V3Operations & V3WebhookOperations)[Id]
>;

export type ParleyRequest<Id extends keyof ParleyOperations> = RequestOf<ParleyOperations[Id]>;

export type InboxRequest<Id extends keyof InboxOperations> = RequestOf<InboxOperations[Id]>;

export type ContactPageRequest<Id extends keyof ContactsOperations> = RequestOf<ContactsOperations[Id]>;

export type TemplatePageRequest<Id extends keyof TemplatesOperations> = RequestOf<TemplatesOperations[Id]>;

type RequestOf<Operation> = OperationRequest<PathOf<Operation>, QueryOf<Operation>, BodyOf<Operation>>;

/** Types each handler from the contract by its operationId. */
export function defineHandlers<Set extends keyof HandlersBySet>(
  _set: Set,
  handlers: HandlersBySet[Set],
): HandlersBySet[Set] {
  return handlers;
}

type None = Readonly<Record<never, never>>;
type OrNone<T> = [NonNullable<T>] extends [never] ? None : NonNullable<T>;

type PathOf<Operation> = Operation extends { parameters: { path?: infer Path } } ? OrNone<Path> : None;
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? WithPaging<OrNone<Query>> : None;

/** The paging of v1 and v2 is optional for clients and always there for handlers. */
type WithPaging<Query> = Query extends { pageSize?: number; pageNumber?: number }
  ? 'pageSize' extends keyof Query
    ? Query & { readonly pageSize: number; readonly pageNumber: number }
    : Query
  : Query;

type BodyOf<Operation> = Operation extends { requestBody: { content: infer Content } }
  ? ContentOf<Content>
  : Operation extends { requestBody?: { content: infer Content } }
    ? ContentOf<Content> | undefined
    : undefined;

/** All JSON types of an operation have one schema; forms stand where the contract gives no JSON. */
type ContentOf<Content> = Content extends { 'application/json': infer Body }
  ? Body
  : Content extends { 'application/json-patch+json': infer Body }
    ? Body
    : Content extends { 'multipart/form-data': infer Body }
      ? Omit<Body, FileFieldName>
      : Content extends { 'application/x-www-form-urlencoded': infer Body }
        ? Body
        : unknown;

/** These come as `files`. */
type FileFieldName = 'file' | 'whatsapp_numbers_csv';
