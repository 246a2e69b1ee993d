import type { components } from '@parley/contract/inbox';
import {
  type ConversationStatus,
  isWindowOpen,
  serviceWindowMs,
  type Tag,
} from '../../../modules/conversations/index.ts';
import type { ConversationRow, ListKey, PresenceRow } from '../../../modules/inbox/index.ts';
import { statusOfRank } from '../../../modules/messages/index.ts';

type Schemas = components['schemas'];

/** A chat as an operator sees it in the list. */
export function toConversation(row: ConversationRow, operatorId: string, nowMs: number): Schemas['ConversationRow'] {
  const last = row.lastCustomerMessageAt;
  return {
    id: row.id,
    version: row.version,
    contact: {
      id: row.contactId,
      name: row.contactName,
      phone: row.waId,
      bsuid: row.bsuid,
      username: row.username,
      colourSeed: colourSeedOf(row.contactId),
    },
    channel: { id: row.channelId, name: row.channelName, phoneNumber: row.channelPhoneNumber },
    lastMessage: toLastMessage(row),
    unread: row.unread,
    status: toStatusWord(row.status),
    assignee: row.assignedOperatorId === null ? null : { id: row.assignedOperatorId, name: row.operatorName ?? '' },
    teams: row.teams,
    tags: row.tags.map(toTag),
    favourite: row.favouriteOf.includes(operatorId),
    isWithBot: row.flowRunId !== null,
    cameOutsideHours: row.cameOutsideHours,
    windowClosesAt: last === null ? null : new Date(last.getTime() + serviceWindowMs).toISOString(),
    isWindowOpen: isWindowOpen(row, nowMs),
    lastActivityAt: row.lastActivityAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

const tagColors = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

export function toTag({ id, name, color }: Tag): Schemas['Tag'] {
  return { id, name, color: tagColors.find((known) => known === color) ?? null };
}

function toLastMessage(row: ConversationRow): Schemas['LastMessage'] | null {
  const { lastId, lastType, lastDirection, lastAt, lastStatus } = row;
  if (lastId === null || lastType === null || lastDirection === null || lastAt === null) return null;
  return {
    id: lastId,
    type: lastType,
    direction: lastDirection,
    preview: toPreview(row.lastText),
    state: toState(lastDirection, lastStatus ?? 0),
    at: lastAt.toISOString(),
  };
}

/** One line of a text. */
export function toPreview(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 160);
}

/** What a customer wrote is received; what was sent has its rank's word. */
export function toState(direction: 'in' | 'out', rank: number): Schemas['MessageState'] {
  return direction === 'in' ? 'received' : statusOfRank(rank);
}

/** The web app says block, as the customers' API does. */
export function toStatusWord(status: ConversationStatus): Schemas['Status'] {
  return status === 'blocked' ? 'block' : status;
}

/** 0 to 359, the same for a contact at all times. */
function colourSeedOf(id: string): number {
  return Number.parseInt(id.slice(-6), 16) % 360;
}

export function toPresence(row: PresenceRow): Schemas['Presence'] {
  const state = row.state === 'typing' ? 'typing' : 'viewing';
  return { operator: { id: row.operatorId, name: row.operatorName }, state, until: row.expiresAt.toISOString() };
}

/** The cursor of a place in the list. */
export function toListCursor(key: ListKey | undefined, direction: 'older' | 'newer'): string | null {
  return key === undefined ? null : Buffer.from(`${direction}.${key.at.getTime()}.${key.id}`).toString('base64url');
}

/** Undefined for a text that is no cursor of ours. */
export function fromListCursor(cursor: string): { key: ListKey; direction: 'older' | 'newer' } | undefined {
  const match = /^(older|newer)\.(\d{1,15})\.([0-9a-f]{24})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'));
  if (match === null) return undefined;
  const [, direction = '', ms = '', id = ''] = match;
  return { key: { id, at: new Date(Number(ms)) }, direction: direction === 'newer' ? 'newer' : 'older' };
}
