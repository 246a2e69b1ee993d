import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Context } from '../../kernel/context.ts';
import { type Conversation, conversationColumns } from './types.ts';

/** A chat with what people read of it in a list. */
export interface ListedConversation extends Conversation {
  contactName: string | null;
  /** Digits; null for a person known only by a BSUID. */
  waId: string | null;
  bsuid: string | null;
  channelName: string;
  channelPhoneNumber: string;
  operatorName: string | null;
  operatorEmail: string | null;
  /** Names, by name. */
  tags: string[];
}

// Rows that are skipped are read from the index alone.
const listStatement = tenantStatement<ListedConversation>(
  'conversations.list',
  `select ${conversationColumns('v')}, coalesce(c.name, c.profile_name) as "contactName", c.wa_id as "waId", c.bsuid,
     ch.name as "channelName", ch.phone_number as "channelPhoneNumber", o.name as "operatorName",
     o.email as "operatorEmail",
     array(
       select t.name from conversation_tags b
       cross join lateral (
         select x.name, x.name_key from tags x where x.tenant_id = $1 and x.id = b.tag_id limit 1) t
       where b.tenant_id = $1 and b.conversation_id = v.id order by t.name_key) as tags
   from (
     select p.id, p.updated_at from conversations p where p.tenant_id = $1
     order by p.updated_at desc, p.id desc limit $2::bigint offset $3::bigint) listed
   cross join lateral (select x.* from conversations x where x.tenant_id = $1 and x.id = listed.id limit 1) v
   cross join lateral (
     select name, profile_name, wa_id, bsuid from contacts where tenant_id = $1 and id = v.contact_id limit 1) c
   cross join lateral (
     select name, phone_number from channels where tenant_id = $1 and id = v.channel_id limit 1) ch
   left join lateral (
     select name, email from operators where tenant_id = $1 and id = v.assigned_operator_id limit 1) o on true
   order by listed.updated_at desc, listed.id desc`,
);

/**
 * A page of the chats of a workspace, the one with the newest activity first: a message of the customer, or a change of
 * its status or its operator. `pageNumber` counts from 1.
 */
export async function listConversations(
  deps: { readonly db: Database },
  ctx: Context,
  page: { readonly pageNumber: number; readonly pageSize: number },
): Promise<ListedConversation[]> {
  const offset = (page.pageNumber - 1) * page.pageSize;
  return deps.db.tenant(ctx.tenantId, listStatement, [page.pageSize, offset]);
}
