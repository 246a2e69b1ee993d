import type { Clock } from '../kernel/clock.ts';
import type { SendAcceptor } from './accept-send.ts';
import type { Accounts, Channel } from './accounts.ts';
import type { Apps } from './apps.ts';
import type { Handshakes } from './callbacks.ts';
import type { FaultOutcome, FaultSubject } from './faults.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, unknownNode } from './graph-errors.ts';
import type { MediaStore, StoredMedia } from './media-store.ts';
import type { People } from './people.ts';
import type { SampleUploads } from './sample-uploads.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import type { TokenScope } from './simulated-account.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { TemplateDesk } from './template-desk.ts';
import type { Token, Tokens } from './tokens.ts';
import type { WebhookSender } from './webhook-sender.ts';

export interface GraphDeps {
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly ids: SimulatedIds;
  readonly settings: Settings;
  readonly accounts: Accounts;
  readonly apps: Apps;
  readonly tokens: Tokens;
  readonly people: People;
  readonly media: MediaStore;
  readonly sends: SendAcceptor;
  readonly samples: SampleUploads;
  readonly desk: TemplateDesk;
  readonly sender: WebhookSender;
  readonly handshakes: Handshakes;
  readonly baseUrl: () => string;
}

export type GraphAnswer =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'file'; readonly mimeType: string; readonly bytes: Buffer }
  | { readonly kind: 'gone' };

/** A call whose address and token are right. */
export interface GraphOperation {
  /** What faults compare; its `operation` is also the name in the request log. */
  readonly subject: FaultSubject;
  run(fault: FaultOutcome | undefined): GraphAnswer | Promise<GraphAnswer>;
}

/** An operation that answers JSON. */
export function json(subject: FaultSubject, run: (fault: FaultOutcome | undefined) => unknown): GraphOperation {
  return { subject, run: async (fault) => ({ kind: 'json', body: await run(fault) }) };
}

/** The nodes that a token may see: those of its accounts. */
export function ownedChannel(token: Token, channel: Channel | undefined): Channel | undefined {
  return channel && token.wabas.has(channel.waba) ? channel : undefined;
}

/** Throws when a token was not given what an operation needs: code 10, or 200 for what manages the account. */
export function requireScope(token: Token, { operation }: FaultSubject): void {
  if (token.kind === 'APP') return;
  const scope: TokenScope = isMessaging(operation) ? 'whatsapp_business_messaging' : 'whatsapp_business_management';
  if (token.scopes.has(scope)) return;
  throw new GraphError(scope === 'whatsapp_business_messaging' ? 10 : 200, `The token needs the permission ${scope}.`);
}

export function unknownEdge(call: GraphCall, nodeId: string, edge: string | undefined): GraphError {
  if (call.method !== 'GET' || edge === undefined) return unknownNode(call.method, nodeId);
  return new GraphError(100, undefined, { message: `(#100) Tried accessing nonexisting field (${edge})` });
}

/** Where a file came from, for those who are given only its node. */
export interface FoundMedia {
  readonly media: StoredMedia;
  readonly owner: Channel;
}

const messagingOperations = new Set(['messages', 'mark_as_read', 'media', 'block_users']);

function isMessaging(operation: string): boolean {
  return messagingOperations.has(operation.split('.')[0] ?? '');
}
