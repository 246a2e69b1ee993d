import type { components } from '@parley/contract/inbox';
import { explainFailure } from '../../../meta/explain-failure.ts';
import type {
  ChangeRow,
  NoteRow,
  TimelineEntry,
  TimelineMessage,
  TimelineMessageRow,
} from '../../../modules/inbox/index.ts';
import { isByBot, isTryUnknown, statusOfRank } from '../../../modules/messages/index.ts';
import { toPreview, toState } from './conversation.ts';
import { objectOf, text, toAnswer, toContentParts } from './message-content.ts';
import { type DescribedTemplate, toTemplateContent } from './template.ts';

type Schemas = components['schemas'];

/** What the templates of a page are. */
export type FindDescribed = (templateId: string | null) => DescribedTemplate;

export function toTimelineItem(entry: TimelineEntry, describedOf: FindDescribed): Schemas['TimelineItem'] {
  if (entry.kind === 'message') return toMessageItem(entry, describedOf);
  return entry.kind === 'note' ? toNoteItem(entry.note) : toTicketItem(entry);
}

export function toMessageItem(entry: TimelineMessage, describedOf: FindDescribed): Schemas['MessageItem'] {
  const { message, changes, quote, answeredBy } = entry;
  const edit = changes.find((change) => change.type === 'edit');
  const answer = answeredBy && toAnswer(answeredBy.type, objectOf(answeredBy.content));
  const isTemplate = message.type === 'template';
  return {
    kind: 'message',
    id: message.id,
    version: message.version,
    conversationId: message.conversationId,
    clientId: message.direction === 'out' ? message.localMessageId : null,
    direction: message.direction,
    type: message.type,
    at: momentOf(message).toISOString(),
    text: (edit && editedText(edit)) ?? message.text,
    state: isTryUnknown(message) ? 'unconfirmed' : toState(message.direction, message.status),
    sender: toSender(message),
    media: toMedia(message),
    isVoice: message.type === 'voice' || objectOf(message.content).voice === true,
    ...toContentParts(message, answeredBy),
    template: isTemplate ? toTemplateContent(message, describedOf(message.templateId), answer?.title ?? null) : null,
    quote:
      message.replyToWamid === null
        ? null
        : {
            id: quote?.id ?? null,
            direction: quote?.direction ?? 'in',
            type: quote?.type ?? 'unknown',
            preview: toPreview(quote?.text ?? null),
            senderName: quote?.senderName ?? null,
          },
    reactions: changes.filter((change) => change.type === 'reaction' && change.text).map(toReaction),
    editedAt: edit?.at.toISOString() ?? null,
    isRevoked: changes.some((change) => change.type === 'revoke'),
    failure: toFailure(message),
    sentAt: message.sentAt?.toISOString() ?? null,
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
    readAt: message.readAt?.toISOString() ?? null,
  };
}

export function toNoteItem(note: NoteRow): Schemas['NoteItem'] {
  return {
    kind: 'note',
    id: note.id,
    conversationId: note.conversationId,
    clientId: note.clientId,
    author: { id: note.operatorId, name: note.operatorName },
    text: note.text,
    mentions: note.mentions,
    at: note.createdAt.toISOString(),
  };
}

export function toTicketItem({ ticket }: Extract<TimelineEntry, { kind: 'ticket' }>): Schemas['TicketItem'] {
  return {
    kind: 'ticket',
    id: ticket.id,
    conversationId: ticket.conversationId,
    ticketId: ticket.ticketId,
    change: ticket.type === 0 ? 'opened' : 'changed',
    description: ticket.description,
    actor: ticket.actor,
    assignee: ticket.assignee,
    at: ticket.createdAt.toISOString(),
  };
}

/** The file of a message or of a quick reply; null without one. */
export function toMedia(row: {
  readonly mediaId: string | null;
  readonly mediaPath: string | null;
  readonly mediaState: 'pending' | 'stored' | 'lost' | null;
  readonly mediaMimeType: string | null;
  readonly mediaFileName: string | null;
  readonly mediaSizeBytes: number | null;
}): Schemas['Media'] | null {
  const { mediaId: id, mediaState: state } = row;
  if (id === null || state === null) return null;
  return {
    id,
    kind: kindOf(row.mediaPath ?? ''),
    mimeType: row.mediaMimeType ?? 'application/octet-stream',
    fileName: row.mediaFileName,
    sizeBytes: row.mediaSizeBytes,
    state,
    url: mediaUrl(id),
  };
}

function mediaUrl(mediaId: string): string {
  return `/internal/inbox/media/${mediaId}`;
}

const kinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;

function kindOf(path: string): (typeof kinds)[number] {
  return kinds.find((kind) => path.startsWith(`data/${kind}s/`)) ?? 'document';
}

/** A customer's message bears the moment it was written. */
function momentOf(message: TimelineMessageRow): Date {
  return message.direction === 'in' ? (message.sentAt ?? message.createdAt) : message.createdAt;
}

function toSender(message: TimelineMessageRow): Schemas['Sender'] {
  const { operatorId, operatorName } = message;
  if (message.direction === 'in') return { kind: 'customer', id: null, name: message.contactName };
  if (message.broadcastId !== null) return { kind: 'campaign', id: operatorId, name: message.broadcastName };
  if (isByBot(message)) return { kind: 'bot', id: null, name: null };
  return { kind: message.source === 'WEB' ? 'operator' : 'api', id: operatorId, name: operatorName };
}

function toReaction(change: ChangeRow): Schemas['Reaction'] {
  const isOurs = change.direction === 'out';
  const by = isOurs
    ? ({ kind: 'operator', id: change.operatorId, name: change.operatorName } as const)
    : ({ kind: 'customer', id: null, name: change.contactName } as const);
  return { emoji: change.text ?? '', by, at: change.at.toISOString() };
}

/** The new text or caption; null when the edit bears none. */
function editedText({ content }: ChangeRow): string | null {
  const edited = objectOf(objectOf(content).message);
  const part = objectOf(edited[text(edited.type) ?? '']);
  return text(part.body) ?? text(part.caption);
}

function toFailure(message: TimelineMessageRow): Schemas['Failure'] | null {
  if (message.direction === 'in' || statusOfRank(message.status) !== 'failed') return null;
  const { failedCode: code, failedDetail: detail } = message;
  const explained = code === null ? undefined : explainFailure(code);
  return {
    code,
    sentence: explained?.sentence ?? detail ?? 'The message was not sent.',
    next: explained?.next ?? null,
    isRetryable: explained?.retryable ?? false,
    detail,
  };
}
