import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Channel } from './accounts.ts';
import { textOfMessage } from './describe-message.ts';
import { downloadUrl } from './download-media.ts';
import { isJsonObject, type JsonObject, objectOrEmpty, textOrUndefined } from './json-value.ts';
import { type MediaStore, sha256Of } from './media-store.ts';
import type { People, Person, PhoneMessage, Thread } from './people.ts';
import { mediaKinds, sampleFile } from './sample-media.ts';
import type { SendLimits } from './send-limits.ts';
import type { Settings } from './settings.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { WebhookSender } from './webhook-sender.ts';
import { inboundValue } from './webhook-values.ts';

/** Rule 3.1. */
const windowMs = 86_400_000;
/** Rule 3.5, and changes to a message that was written before. */
const typesThatOpenNoWindow = new Set(['system', 'edit', 'revoke']);
/** Members that the simulator sets itself. */
const ownMembers = ['id', 'timestamp'];

export interface CustomerMessageDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly people: People;
  readonly media: MediaStore;
  readonly settings: Settings;
  readonly rates: SendLimits;
  readonly sender: WebhookSender;
  readonly baseUrl: () => string;
}

/**
 * A customer writes to the business: stores the message on the phone, opens the window, sends the webhook. `message` is
 * a Cloud API inbound message without id and timestamp. Answers the wamid. Refuses malformed messages with
 * `request.invalid`, and people who are not on WhatsApp with `simulator.not_on_whatsapp`.
 */
export function receiveCustomerMessage(
  deps: CustomerMessageDeps,
  input: { waId: string; channel: Channel; profileName: string | undefined; message: JsonObject },
): string {
  const person = deps.people.person(input.waId);
  if (!person.behaviour.onWhatsapp) {
    throw new AppError('simulator.not_on_whatsapp', `${input.waId} is not on WhatsApp and cannot write.`);
  }
  const type = typeOf(input.message, person);
  const thread = deps.people.thread(person, input.channel);
  const content = withMedia(deps, input.channel, type, contentOf(input.message, type));
  const context = contextOf(deps.people, thread, person, type, input.message);
  person.profileName = input.profileName ?? person.profileName ?? `Customer ${person.waId.slice(-4)}`;

  const id = deps.ids.wamid(`${input.channel.number.phoneNumberId} ${person.waId}`);
  const { from: _from, from_user_id: _fromUserId, ...rest } = input.message;
  const sent = { ...rest, type, ...(context ? { context } : {}), ...content };
  const message = store(deps, { id, person, thread, type, sent });
  // Whom the business has blocked writes to nobody.
  if (input.channel.state.blockedUsers.has(person.waId)) return id;
  openWindow(deps, thread, type, sent, message.atMs);
  deps.rates.takeInbound(input.channel);
  deps.sender.send({
    wabaId: input.channel.waba.id,
    field: 'messages',
    value: inboundValue({
      channel: input.channel,
      person,
      id,
      atSeconds: Math.floor(message.atMs / 1000),
      message: sent,
    }),
    person,
    channel: input.channel,
    operation: 'messages.inbound',
    onAccepted: () => {
      if (message.status === 'sent') message.status = 'delivered';
    },
  });
  return id;
}

function store(
  deps: CustomerMessageDeps,
  entry: { id: string; person: Person; thread: Thread; type: string; sent: JsonObject },
): PhoneMessage {
  const { type: _type, text: _text, ...content } = entry.sent;
  const message: PhoneMessage = {
    id: entry.id,
    person: entry.person,
    thread: entry.thread,
    direction: 'in',
    type: entry.type,
    text: textOfMessage(entry.type, entry.sent[entry.type]),
    atMs: deps.clock.nowMs(),
    content,
    status: 'sent',
    onPhone: true,
    sending: undefined,
  };
  deps.people.add(message);
  return message;
}

/** The window counts from the message's own timestamp, which has whole seconds. */
function openWindow(
  { settings }: CustomerMessageDeps,
  thread: Thread,
  type: string,
  sent: JsonObject,
  atMs: number,
): void {
  if (typesThatOpenNoWindow.has(type)) return;
  if (type === 'reaction' && !settings.current().reaction_opens_window) return;
  const timestampMs = Math.floor(atMs / 1000) * 1000;
  thread.windowEndsMs = timestampMs + windowMs;
  if (isJsonObject(sent.referral)) thread.referredAtMs = timestampMs;
}

function typeOf(message: JsonObject, person: Person): string {
  const given = ownMembers.filter((member) => message[member] !== undefined);
  if (given.length > 0) throw invalid(`message.${given[0]}: the simulator sets it; leave it out.`);
  if (message.from !== undefined && message.from !== person.waId) {
    throw invalid('message.from: must be the customer of the path, or be left out.');
  }
  const type = message.type ?? (message.text === undefined ? undefined : 'text');
  if (typeof type !== 'string' || type === '') throw invalid('message.type: must be a type such as "text".');
  return type;
}

/** The member that bears the name of the type; unknown types may come without it. */
function contentOf(message: JsonObject, type: string): JsonObject {
  const own = message[type];
  if (type === 'text' && !textOrUndefined(objectOrEmpty(own).body)) {
    throw invalid('message.text.body: must be a text.');
  }
  if (mediaKinds.has(type) && own !== undefined && !isJsonObject(own)) {
    throw invalid(`message.${type}: must be an object.`);
  }
  const isListed = type === 'contacts' ? Array.isArray(own) : isJsonObject(own);
  const needsContent = ['location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'system'].includes(type);
  if (needsContent && !isListed) throw invalid(`message.${type}: is required.`);
  return own === undefined ? {} : { [type]: own };
}

/** Gives a media message its file: the bytes of `data_base64`, or a sample of its kind. */
function withMedia(deps: CustomerMessageDeps, channel: Channel, type: string, content: JsonObject): JsonObject {
  if (!mediaKinds.has(type)) return content;
  const { data_base64: data, ...own } = objectOrEmpty(content[type]);
  if (data !== undefined && typeof data !== 'string') throw invalid(`message.${type}.data_base64: must be a text.`);
  const givenId = textOrUndefined(own.id);
  const sample = sampleFile(type, textOrUndefined(own.mime_type));
  const file =
    givenId === undefined
      ? deps.media.add({
          phoneNumberId: channel.number.phoneNumberId,
          mimeType: sample.mimeType,
          fileName: textOrUndefined(own.filename),
          bytes: data === undefined ? sample.bytes : Buffer.from(data, 'base64'),
          from: 'customer',
        })
      : deps.media.find(givenId);
  // An id that is not known is passed on: so a failing download can be tried.
  if (!file) return { [type]: { mime_type: sample.mimeType, ...own } };
  const url = downloadUrl(deps, file);
  const voice = type === 'audio' && own.voice === undefined && file.mimeType.includes('opus') ? { voice: true } : {};
  const animated = type === 'sticker' && own.animated === undefined ? { animated: false } : {};
  return {
    [type]: {
      id: file.id,
      mime_type: file.mimeType,
      sha256: sha256Of(file, 'base64'),
      url,
      ...voice,
      ...animated,
      ...own,
    },
  };
}

/** Completes a quote, and gives a pressed button the message it stands on when the caller names none. */
function contextOf(
  people: People,
  thread: Thread,
  person: Person,
  type: string,
  message: JsonObject,
): JsonObject | undefined {
  const given = message.context;
  if (given !== undefined && !isJsonObject(given)) throw invalid('message.context: must be an object.');
  if (given === undefined && type !== 'button' && type !== 'interactive') return undefined;
  const { message_id: messageId, ...context } = objectOrEmpty(given);
  const quotedId = textOrUndefined(context.id) ?? textOrUndefined(messageId);
  const quoted = given === undefined ? lastWithButtons(person, thread) : people.findMessage(quotedId ?? '');
  const id = quotedId ?? quoted?.id;
  if (given === undefined && id === undefined) return undefined;
  if (id === undefined) return context;
  const isOwn = quoted?.direction === 'in';
  // A quote of their own words must not give away a number that the person hides.
  if (isOwn && person.behaviour.hidePhone) return { ...context, id };
  return { from: isOwn ? person.waId : thread.channel.digits, ...context, id };
}

function lastWithButtons(person: Person, thread: Thread): PhoneMessage | undefined {
  return person.messages.findLast(
    (entry) =>
      entry.thread === thread &&
      entry.onPhone &&
      (entry.type === 'template' || entry.type === 'interactive') &&
      entry.direction === 'out',
  );
}

function invalid(message: string): AppError {
  return new AppError('request.invalid', message);
}
