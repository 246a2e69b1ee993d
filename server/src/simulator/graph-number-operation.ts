import type { Channel } from './accounts.ts';
import { blockUsers, listBlocked, unblockUsers } from './block-users.ts';
import { profileNode, setProfile } from './business-profile.ts';
import type { FaultSubject } from './faults.ts';
import type { GraphCall } from './graph-call.ts';
import { GraphError } from './graph-errors.ts';
import { numberNode } from './graph-node.ts';
import { type GraphDeps, type GraphOperation, json, unknownEdge } from './graph-operation.ts';
import { isJsonObject, type JsonObject, objectOrEmpty, textOrUndefined } from './json-value.ts';
import { toPage } from './list-page.ts';
import { isReadReceipt, markAsRead } from './mark-as-read.ts';
import type { People } from './people.ts';
import { deregisterNumber, registerNumber, requestCode, setPin, verifyCode } from './register-number.ts';
import { setNumberCallback } from './subscriptions.ts';
import type { Token } from './tokens.ts';
import { uploadMedia } from './upload-media.ts';
import { deleteUsername, readUsername, setUsername } from './username.ts';

type Edge = (deps: GraphDeps, call: GraphCall, channel: Channel, token: Token) => GraphOperation;

/** A call to a phone number or one of its edges. */
export function numberOperation(
  deps: GraphDeps,
  call: GraphCall,
  channel: Channel,
  token: Token,
  edge: string | undefined,
): GraphOperation {
  const found = edges[`${call.method} ${edge ?? ''}`];
  if (!found) throw unknownEdge(call, channel.number.phoneNumberId, edge);
  return found(deps, call, channel, token);
}

const edges: Readonly<Record<string, Edge>> = {
  'GET ': (_deps, call, channel, token) =>
    json({ operation: 'phone_number', channel }, () => numberNode(channel, token.app, call.query.get('fields'))),
  'POST ': (deps, call, channel, token) =>
    json({ operation: 'phone_number.set', channel }, () => updateNumber(deps, call, channel, token)),
  'GET whatsapp_business_profile': (_deps, call, channel) =>
    json({ operation: 'business_profile', channel }, () => ({
      data: [profileNode(channel.profile, call.query.get('fields'))],
    })),
  'POST whatsapp_business_profile': (deps, call, channel) =>
    json({ operation: 'business_profile.set', channel }, () => {
      channel.profile = withPicture(deps, channel, setProfile(channel.profile, call.json), call.json);
      return { success: true };
    }),
  'POST media': (deps, call, channel) =>
    json({ operation: 'media.upload', channel }, () => uploadMedia(deps.media, channel, call)),
  'POST messages': (deps, call, channel) => {
    if (isReadReceipt(call.json)) {
      return json({ operation: 'mark_as_read', channel }, () => markAsRead(deps, channel, call.json));
    }
    return json(sendSubject(deps.people, call, channel), (fault) => deps.sends.accept(channel, call.json, fault));
  },
  'POST marketing_messages': (deps, call, channel) =>
    json(sendSubject(deps.people, call, channel), (fault) => {
      checkMarketing(channel, call.json);
      return deps.sends.accept(channel, call.json, fault);
    }),
  'POST register': (deps, call, channel) =>
    json({ operation: 'register', channel }, () => registerNumber(deps, channel, call.json)),
  'POST deregister': (_deps, _call, channel) =>
    json({ operation: 'deregister', channel }, () => deregisterNumber(channel)),
  'POST request_code': (deps, call, channel) =>
    json({ operation: 'request_code', channel }, () => requestCode(deps, channel, call.json)),
  'POST verify_code': (_deps, call, channel) =>
    json({ operation: 'verify_code', channel }, () => verifyCode(channel, call.json)),
  'GET username': (_deps, _call, channel) => json({ operation: 'username', channel }, () => readUsername(channel)),
  'POST username': (deps, call, channel) =>
    json({ operation: 'username.set', channel }, () => setUsername(deps, channel, call.json)),
  'DELETE username': (deps, _call, channel) =>
    json({ operation: 'username.delete', channel }, () => deleteUsername(deps, channel)),
  'GET block_users': (deps, call, channel) =>
    json({ operation: 'block_users.list', channel }, () => {
      const page = toPage(listBlocked(deps.people, channel), call.query, `${deps.baseUrl()}${call.path}`);
      return { ...page, data: page.data.map(({ row }) => row) };
    }),
  'POST block_users': (deps, call, channel) =>
    json({ operation: 'block_users.add', channel }, () => blockUsers(deps, channel, call.json)),
  'DELETE block_users': (deps, call, channel) =>
    json({ operation: 'block_users.remove', channel }, () => unblockUsers(deps, channel, call.json)),
};

async function updateNumber(deps: GraphDeps, { json: change }: GraphCall, channel: Channel, token: Token) {
  const { pin, webhook_configuration: webhooks } = change;
  if (pin === undefined && webhooks === undefined) {
    throw new GraphError(100, 'The parameter pin or webhook_configuration is required.');
  }
  if (webhooks !== undefined) {
    if (!isJsonObject(webhooks)) throw new GraphError(100, 'Param webhook_configuration must be a JSON object.');
    await setNumberCallback(deps.handshakes, channel, token.app, webhooks);
  }
  if (pin !== undefined) setPin(deps, channel, change);
  return { success: true };
}

/** Takes a picture by the handle of a resumable upload. */
function withPicture(deps: GraphDeps, channel: Channel, profile: Channel['profile'], change: JsonObject) {
  const handle = textOrUndefined(change.profile_picture_handle);
  if (handle === undefined) return profile;
  if (deps.samples.mediaOf(channel.waba, handle) === undefined) {
    throw new GraphError(100, 'Param profile_picture_handle is not the handle of an upload.');
  }
  const picture = `${deps.baseUrl()}/simulator/template-samples/profile/${channel.number.phoneNumberId}.jpg`;
  return { ...profile, profile_picture_url: picture };
}

/** Marketing Messages API: marketing templates only (134100). */
function checkMarketing(channel: Channel, body: JsonObject): void {
  const { name } = objectOrEmpty(body.template);
  if (body.type !== 'template') throw new GraphError(134100, 'Only messages of type template are possible here.');
  const policy = body.product_policy;
  if (policy !== undefined && policy !== 'CLOUD_API_FALLBACK' && policy !== 'STRICT') {
    throw new GraphError(100, 'Param product_policy must be one of {CLOUD_API_FALLBACK, STRICT}.');
  }
  const template = channel.waba.templates.find((row) => row.name === name);
  if (template && template.category !== 'MARKETING') {
    throw new GraphError(134100, `${template.name} is a template of the category ${template.category}.`);
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
