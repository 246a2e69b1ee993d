import type { Clock } from '../kernel/clock.ts';
import type { SendAcceptor } from './accept-send.ts';
import type { Accounts, Channel, Waba } from './accounts.ts';
import { profileNode, setProfile } from './business-profile.ts';
import { downloadPath, findDownload } from './download-media.ts';
import type { FaultOutcome, FaultSubject } from './faults.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, tokenRefused, unknownNode } from './graph-errors.ts';
import { accountNode, mediaNode, numberNode } from './graph-node.ts';
import { listTemplates, templateNode } from './graph-template-operation.ts';
import { objectOrEmpty, textOrUndefined } from './json-value.ts';
import { toPage } from './list-page.ts';
import { isReadReceipt, markAsRead } from './mark-as-read.ts';
import type { MediaStore, StoredMedia } from './media-store.ts';
import type { People } from './people.ts';
import type { SampleUploads } from './sample-uploads.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { TemplateDesk } from './template-desk.ts';
import { uploadMedia } from './upload-media.ts';

export interface GraphDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly accounts: Accounts;
  readonly people: People;
  readonly media: MediaStore;
  readonly sends: SendAcceptor;
  readonly samples: SampleUploads;
  readonly desk: TemplateDesk;
  readonly appId: string;
  readonly callbackUrl: () => string;
  readonly baseUrl: () => string;
}

export type GraphAnswer =
  | { readonly kind: 'json'; readonly body: unknown }
  | { readonly kind: 'file'; readonly media: StoredMedia }
  | { readonly kind: 'gone' };

/** A call whose address and token are right. */
export interface GraphOperation {
  /** What faults compare; its `operation` is also the name in the request log. */
  readonly subject: FaultSubject;
  run(fault: FaultOutcome | undefined): GraphAnswer;
}

/** Finds what a call means, or throws Graph's refusal: wrong token, unknown id, unknown path. */
export function findOperation(deps: GraphDeps, call: GraphCall): GraphOperation {
  const waba = requireWaba(deps.accounts, call);
  const [nodeId, edge, ...more] = call.segments;
  if (`${call.segments.join('/')}/` === downloadPath && call.method === 'GET') return download(deps, call, waba);
  if (nodeId === undefined || more.length > 0) throw unknownPath(call);
  const channel = ownedBy(waba, deps.accounts.findNumber(nodeId));
  if (channel) return channelOperation(deps, call, channel, edge);
  if (nodeId === waba.id) return accountOperation(deps, call, waba, edge);
  const media = deps.media.find(nodeId);
  const owner = media && ownedBy(waba, deps.accounts.findNumber(media.phoneNumberId));
  if (media && owner) return mediaOperation(deps, call, { media, owner }, edge);
  const template = waba.templates.find((row) => row.id === nodeId);
  if (template) return templateOperation(deps, call, { waba, template }, edge);
  if (call.method === 'POST' && nodeId === deps.appId && edge === 'uploads') {
    return json({ operation: 'sample.start' }, () => deps.samples.start(waba, call.query));
  }
  if (call.method === 'POST' && nodeId.startsWith('upload:') && edge === undefined) {
    return json({ operation: 'sample.upload' }, () => deps.samples.finish(waba, nodeId, call.bytes, call.fileOffset));
  }
  throw unknownNode(call.method, nodeId);
}

function requireWaba(accounts: Accounts, call: GraphCall): Waba {
  if (call.token === undefined) throw tokenRefused('An access token is required to request this resource.');
  const waba = accounts.wabaOfToken(call.token);
  if (!waba) throw tokenRefused('Invalid OAuth access token - Cannot parse access token');
  return waba;
}

/** A token sees the nodes of its own account only. */
function ownedBy(waba: Waba, channel: Channel | undefined): Channel | undefined {
  return channel?.waba === waba ? channel : undefined;
}

function channelOperation(
  deps: GraphDeps,
  call: GraphCall,
  channel: Channel,
  edge: string | undefined,
): GraphOperation {
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'phone_number', channel }, () =>
        numberNode(channel, deps.callbackUrl(), call.query.get('fields')),
      );
    case 'GET whatsapp_business_profile':
      return json({ operation: 'business_profile', channel }, () => ({
        data: [profileNode(channel.profile, call.query.get('fields'))],
      }));
    case 'POST whatsapp_business_profile':
      return json({ operation: 'business_profile.set', channel }, () => {
        channel.profile = setProfile(channel.profile, call.json);
        return { success: true };
      });
    case 'POST media':
      return json({ operation: 'media.upload', channel }, () => uploadMedia(deps.media, channel, call.form));
    case 'POST messages':
      if (isReadReceipt(call.json)) {
        return json({ operation: 'mark_as_read', channel }, () => markAsRead(deps, channel, call.json));
      }
      return json(sendSubject(deps.people, call, channel), (fault) => deps.sends.accept(channel, call.json, fault));
    default:
      throw unknownEdge(call, channel.number.phoneNumberId, edge);
  }
}

/** Read loosely: a fault may match a send that would be refused. */
function sendSubject(people: People, call: GraphCall, channel: Channel): FaultSubject {
  const to = textOrUndefined(call.json.to)?.replace(/\D/g, '');
  const userId = textOrUndefined(call.json.recipient);
  const person = to ? undefined : people.findByUserId(userId ?? '');
  return {
    operation: 'messages',
    to: [to, userId, person?.waId].filter((address) => address !== undefined),
    template: textOrUndefined(objectOrEmpty(call.json.template).name),
    channel,
  };
}

function accountOperation(deps: GraphDeps, call: GraphCall, waba: Waba, edge: string | undefined): GraphOperation {
  const fields = call.query.get('fields');
  const listUrl = `${deps.baseUrl()}${call.path}`;
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'business_account' }, () => accountNode(waba, fields));
    case 'GET phone_numbers':
      return json({ operation: 'phone_numbers' }, () => {
        const nodes = waba.channels.map((channel) => numberNode(channel, deps.callbackUrl(), fields));
        return toPage(nodes, call.query, listUrl);
      });
    case 'GET message_templates':
      return json({ operation: 'templates', template: call.query.get('name') ?? undefined }, () =>
        listTemplates(deps, waba, call),
      );
    case 'POST message_templates':
      return json({ operation: 'template.create', template: textOrUndefined(call.json.name) }, () =>
        deps.desk.create(waba, call.json),
      );
    case 'DELETE message_templates':
      return json({ operation: 'template.delete', template: call.query.get('name') ?? undefined }, () =>
        deps.desk.delete(waba, call.query),
      );
    default:
      throw unknownEdge(call, waba.id, edge);
  }
}

function mediaOperation(
  deps: GraphDeps,
  call: GraphCall,
  found: { media: StoredMedia; owner: Channel },
  edge: string | undefined,
): GraphOperation {
  const { media, owner } = found;
  const number = call.query.get('phone_number_id');
  if (number !== null && number !== owner.number.phoneNumberId) throw unknownNode(call.method, media.id);
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'media.lookup', channel: owner }, () => mediaNode(deps, media));
    case 'DELETE ':
      return json({ operation: 'media.delete', channel: owner }, () => {
        deps.media.delete(media.id);
        return { success: true };
      });
    default:
      throw unknownEdge(call, media.id, edge);
  }
}

function templateOperation(
  deps: GraphDeps,
  call: GraphCall,
  found: { waba: Waba; template: SimulatedTemplate },
  edge: string | undefined,
): GraphOperation {
  const { waba, template } = found;
  switch (`${call.method} ${edge ?? ''}`) {
    case 'GET ':
      return json({ operation: 'template', template: template.name }, () =>
        templateNode(deps, waba, template, call.query.get('fields')),
      );
    case 'POST ':
      return json({ operation: 'template.edit', template: template.name }, () =>
        deps.desk.edit(waba, template, call.json),
      );
    default:
      throw unknownEdge(call, template.id, edge);
  }
}

function download(deps: GraphDeps, call: GraphCall, waba: Waba): GraphOperation {
  const media = findDownload(deps, call.query);
  const owner = media && ownedBy(waba, deps.accounts.findNumber(media.phoneNumberId));
  return {
    subject: { operation: 'media.download', channel: owner },
    run: () => (media && owner ? { kind: 'file', media } : { kind: 'gone' }),
  };
}

function json(subject: FaultSubject, run: (fault: FaultOutcome | undefined) => unknown): GraphOperation {
  return { subject, run: (fault) => ({ kind: 'json', body: run(fault) }) };
}

function unknownPath(call: GraphCall): GraphError {
  return new GraphError(2500, undefined, { message: `Unknown path components: /${call.segments.slice(1).join('/')}` });
}

function unknownEdge(call: GraphCall, nodeId: string, edge: string | undefined): GraphError {
  if (call.method !== 'GET' || edge === undefined) return unknownNode(call.method, nodeId);
  return new GraphError(100, undefined, { message: `(#100) Tried accessing nonexisting field (${edge})` });
}
