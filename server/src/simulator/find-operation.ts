import { debugToken } from './debug-token.ts';
import { downloadPath, findDownload } from './download-media.ts';
import { accountOperation, appOperation, templateOperation } from './graph-account-operation.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError, unknownNode } from './graph-errors.ts';
import { fileAnswer, mediaOperation } from './graph-media-operation.ts';
import { numberOperation } from './graph-number-operation.ts';
import { type GraphDeps, type GraphOperation, json, ownedChannel, requireScope } from './graph-operation.ts';
import type { Token } from './tokens.ts';

/** Finds what a call means, or throws Graph's refusal: wrong token, missing permission, unknown id, unknown path. */
export function findOperation(deps: GraphDeps, call: GraphCall): GraphOperation {
  if (call.method === 'GET' && call.segments.join('/') === 'oauth/access_token') return appToken(deps, call);
  const token = deps.tokens.require(call.token);
  refuseOldForms(call);
  const operation = findByPath(deps, call, token);
  requireScope(token, operation.subject);
  return operation;
}

/** What Graph does not take, or not any more (rule 1.3). */
function refuseOldForms(call: GraphCall): void {
  if (call.query.has('ids')) throw new GraphError(100, 'The parameter ids is not supported.');
  if (call.query.has('date_format')) throw new GraphError(100, 'The parameter date_format is not supported.');
  if (call.json.batch !== undefined || call.query.has('batch')) {
    throw new GraphError(100, 'Batch requests are not supported for WhatsApp Business accounts.');
  }
}

function findByPath(deps: GraphDeps, call: GraphCall, token: Token): GraphOperation {
  const [nodeId, edge, ...more] = call.segments;
  if (`${call.segments.join('/')}/` === downloadPath && call.method === 'GET') return download(deps, call, token);
  if (nodeId === undefined || more.length > 0) throw unknownPath(call);
  if (nodeId === 'debug_token' && call.method === 'GET' && edge === undefined) {
    return json({ operation: 'business_account.token' }, () =>
      debugToken(deps.tokens, call.query.get('input_token'), deps.clock.nowMs()),
    );
  }
  const channel = ownedChannel(token, deps.accounts.findNumber(nodeId));
  if (channel?.state.status === 'DELETED') throw new GraphError(33, 'The phone number has been deleted.');
  if (channel) return numberOperation(deps, call, channel, token, edge);
  const waba = deps.accounts.findWaba(nodeId);
  if (waba && token.wabas.has(waba)) return accountOperation(deps, call, waba, token, edge);
  const app = deps.apps.find(nodeId);
  if (app && app === token.app) return appOperation(deps, call, app, token, edge);
  return findContent(deps, call, token, nodeId, edge);
}

/** The token of an app for its id and secret, as programs fetch it before they set a callback. */
function appToken({ tokens }: GraphDeps, { query }: GraphCall): GraphOperation {
  const value = `${query.get('client_id')}|${query.get('client_secret')}`;
  if (query.get('grant_type') !== 'client_credentials' || tokens.find(value)?.kind !== 'APP') {
    throw new GraphError(1, undefined, { status: 400, message: 'Error validating client secret.' });
  }
  return json({ operation: 'app.token' }, () => ({ access_token: value, token_type: 'bearer' }));
}

/** Media, templates and upload sessions. */
function findContent(
  deps: GraphDeps,
  call: GraphCall,
  token: Token,
  nodeId: string,
  edge: string | undefined,
): GraphOperation {
  const media = deps.media.find(nodeId);
  const owner = media && ownedChannel(token, deps.accounts.findNumber(media.phoneNumberId));
  if (media && owner) return mediaOperation(deps, call, { media, owner }, edge);
  const found = deps.accounts.findTemplate(nodeId);
  if (found && token.wabas.has(found.waba)) return templateOperation(deps, call, found, edge);
  if (nodeId.startsWith('upload:') && edge === undefined) {
    if (call.method === 'GET') return json({ operation: 'sample' }, () => deps.samples.status(token, nodeId));
    if (call.method === 'POST') {
      return json({ operation: 'sample.upload' }, () => deps.samples.take(token, nodeId, call.bytes, call.fileOffset));
    }
  }
  throw unknownIn(deps, call.method, nodeId);
}

function download(deps: GraphDeps, call: GraphCall, token: Token): GraphOperation {
  const media = findDownload(deps, call.query);
  const owner = media && ownedChannel(token, deps.accounts.findNumber(media.phoneNumberId));
  return {
    subject: { operation: 'media.download', channel: owner },
    run: (fault) => (media && owner ? fileAnswer(media, fault?.media) : { kind: 'gone' }),
  };
}

/** Rule 1.6: the field and Meta's own examples differ. */
function unknownIn({ settings }: GraphDeps, method: string, nodeId: string): GraphError {
  if (settings.current().unknown_id === 'code_100') return unknownNode(method, nodeId);
  const message = `(#803) Some of the aliases you requested do not exist: ${nodeId}`;
  return new GraphError(803, undefined, { message });
}

function unknownPath(call: GraphCall): GraphError {
  return new GraphError(2500, undefined, { message: `Unknown path components: /${call.segments.slice(1).join('/')}` });
}
