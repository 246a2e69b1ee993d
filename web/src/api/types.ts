import type { components as Inbox } from '@parley/contract/inbox';
import type { components as Internal } from '@parley/contract/internal';

type Schemas = Inbox['schemas'];

export type Session = Internal['schemas']['Session'];
export type SessionSummary = Internal['schemas']['SessionSummary'];
export type ConversationRow = Schemas['ConversationRow'];
export type ConversationPage = Schemas['ConversationPage'];
export type ConversationHead = Schemas['ConversationHead'];
export type Counts = Schemas['Counts'];
export type Directory = Schemas['Directory'];
export type MessageItem = Schemas['MessageItem'];
export type MessageState = Schemas['MessageState'];
export type NoteItem = Schemas['NoteItem'];
export type TicketItem = Schemas['TicketItem'];
export type TimelineItem = Schemas['TimelineItem'];
export type TimelinePage = Schemas['TimelinePage'];
export type NewContent = Schemas['NewContent'];
export type NewMessage = Schemas['NewMessage'];
export type QuickReply = Schemas['QuickReply'];
export type Panel = Schemas['Panel'];
export type Presence = Schemas['Presence'];
export type Status = Schemas['Status'];
export type Media = Schemas['Media'];
export type LiveFrame = Schemas['LiveFrame'];
export type ScheduledMessage = Schemas['ScheduledMessage'];
export type View = Schemas['View'];
export type MediaChange = Schemas['MediaChange'];
