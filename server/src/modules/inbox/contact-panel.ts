import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type Contact, findContactsById, findSegmentsOf, type SegmentOfContact } from '../contacts/index.ts';
import type { ConversationStatus } from '../conversations/index.ts';
import type { InboxDeps } from './list-inbox.ts';
import { listConsent, listPanelOrders, type PanelConsent, type PanelOrder } from './panel-history.ts';

/** What is known of the person of a chat. */
export interface ContactPanel {
  readonly contact: Contact;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  /** The newest first, of all chats of the person. */
  readonly tickets: readonly PanelTicket[];
  readonly others: readonly PanelConversation[];
  readonly lead: PanelLead | undefined;
  readonly orders: readonly PanelOrder[];
  readonly segments: readonly SegmentOfContact[];
  readonly consent: readonly PanelConsent[];
}

export interface PanelTicket {
  id: string;
  openedAt: Date;
  closedAt: Date | null;
  closeReason: string | null;
}

export interface PanelConversation {
  id: string;
  channelId: string;
  channelName: string;
  channelPhoneNumber: string;
  status: ConversationStatus;
  lastActivityAt: Date;
}

export interface PanelLead {
  stage: string;
  kind: 'open' | 'won' | 'lost';
  value: number | null;
  currency: string | null;
  ownerId: string | null;
  ownerName: string | null;
}

const ticketLimit = 20;
const chatLimit = 100;

const ofContactStatement = tenantStatement<PanelConversation>(
  'inbox.panel-conversations',
  `select v.id, v.channel_id as "channelId", ch.name as "channelName", ch.phone_number as "channelPhoneNumber", v.status,
     v.last_activity_at as "lastActivityAt"
   from conversations v
   cross join lateral (select name, phone_number from channels where tenant_id = $1 and id = v.channel_id limit 1) ch
   where v.tenant_id = $1 and v.contact_id = $2 order by v.last_activity_at desc limit ${chatLimit}`,
);

const ticketsStatement = tenantStatement<PanelTicket>(
  'inbox.panel-tickets',
  `select t.id, t.opened_at as "openedAt", t.closed_at as "closedAt", t.close_reason as "closeReason"
   from unnest($2::text[]) as wanted (id)
   cross join lateral (
     select x.* from tickets x where x.tenant_id = $1 and x.conversation_id = wanted.id order by x.id desc limit ${ticketLimit}) t
   order by t.id desc limit ${ticketLimit}`,
);

const leadStatement = tenantStatement<PanelLead>(
  'inbox.panel-lead',
  `select s.label as stage, s.kind, l.value_minor as value, l.currency, l.owner_id as "ownerId", o.name as "ownerName"
   from leads l
   cross join lateral (select label, kind from lead_stages where tenant_id = $1 and id = l.stage_id limit 1) s
   left join lateral (select name from operators where tenant_id = $1 and id = l.owner_id limit 1) o on true
   where l.tenant_id = $1 and l.contact_id = $2`,
);

const teamsStatement = tenantStatement<{ id: string; name: string }>(
  'inbox.panel-teams',
  'select id, name from teams where tenant_id = $1 and id = any($2::text[]) order by name',
);

const contactOfStatement = tenantStatement<{ contactId: string }>(
  'inbox.contact-of-conversation',
  'select contact_id as "contactId" from conversations where tenant_id = $1 and id = $2',
);

/** The person of a chat. Throws conversation.not_found. */
export async function getContactOf(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Context,
  conversationId: string,
): Promise<Contact> {
  const [row] = await deps.db.tenant(ctx.tenantId, contactOfStatement, [conversationId]);
  const contact = row && (await findContactsById(deps, ctx, [row.contactId])).get(row.contactId);
  if (contact === undefined) throw new AppError('conversation.not_found', 'Conversation not found.');
  return contact;
}

/** Throws conversation.not_found. */
export async function readContactPanel(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Context,
  conversationId: string,
): Promise<ContactPanel> {
  const contact = await getContactOf(deps, ctx, conversationId);
  return readPanel(deps, ctx, contact, conversationId);
}

/** The same of a contact, with all of its chats. Throws contact.not_found. */
export async function readPersonPanel(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Context,
  contactId: string,
): Promise<ContactPanel> {
  const contact = (await findContactsById(deps, ctx, [contactId])).get(contactId);
  if (contact === undefined) throw new AppError('contact.not_found', 'Contact not found.');
  return readPanel(deps, ctx, contact, undefined);
}

async function readPanel(
  deps: Pick<InboxDeps, 'db'>,
  ctx: Context,
  contact: Contact,
  conversationId: string | undefined,
): Promise<ContactPanel> {
  const { tenantId } = ctx;
  const conversations = await deps.db.tenant(tenantId, ofContactStatement, [contact.id]);
  const ids = conversations.map(({ id }) => id);
  const [tickets, leads, orders, segments, consent, teams] = await Promise.all([
    deps.db.tenant(tenantId, ticketsStatement, [ids]),
    deps.db.tenant(tenantId, leadStatement, [contact.id]),
    listPanelOrders(deps, ctx, contact.id, ids),
    findSegmentsOf(deps, ctx, contact.id),
    listConsent(deps, ctx, contact.id),
    contact.teamIds.length > 0 ? deps.db.tenant(tenantId, teamsStatement, [contact.teamIds]) : [],
  ]);
  const others = conversations.filter(({ id }) => id !== conversationId);
  return { contact, teams, tickets, others, lead: leads[0], orders, segments, consent };
}
