/** What the grid of contacts reads of their chats. Contacts are `x` here, the tenant is `$1`. */

/** Those who wrote, by the chat `v` in which they did last. */
export const lastSeen = {
  /** A walk along the index of the moments. */
  walked: `conversations v cross join lateral (
    select y.* from contacts y where y.tenant_id = $1 and y.id = v.contact_id limit 1) x`,
  /** The same of few contacts. */
  chosen: `few x cross join lateral (
    select w.* from conversations w where w.tenant_id = $1 and w.contact_id = x.id and w.last_customer_message_at is not null
    order by w.last_customer_message_at desc, w.id desc limit 1) v`,
  tenant: 'v.tenant_id = $1',
  at: 'v.last_customer_message_at',
  id: 'v.contact_id',
  /** Who wrote on several channels is met where that was last. */
  present: `v.last_customer_message_at is not null and not exists (
    select 1 from conversations w where w.tenant_id = $1 and w.contact_id = v.contact_id
      and (w.last_customer_message_at, w.id) > (v.last_customer_message_at, v.id))`,
  absent: `not exists (
    select 1 from conversations w where w.tenant_id = $1 and w.contact_id = x.id and w.last_customer_message_at is not null)`,
};

/** Whether a chat of the contact `c` bears a tag. */
export function bearsTag(tagId: string): string {
  return `exists (select 1 from conversations v
    cross join lateral (select 1 from conversation_tags t where t.tenant_id = $1 and t.conversation_id = v.id and t.tag_id = ${tagId}) t
    where v.tenant_id = $1 and v.contact_id = c.id)`;
}

/** Each contact `c` of whom a chat bears a tag, once, found by the tag: what follows `from`, without `where`. */
export function taggedContacts(tagId: string): string {
  return `(select v.contact_id, v.id from conversation_tags t
      cross join lateral (select y.contact_id, y.id from conversations y where y.tenant_id = $1 and y.id = t.conversation_id limit 1) v
      where t.tenant_id = $1 and t.tag_id = ${tagId}) v
    cross join lateral (select y.* from contacts y where y.tenant_id = $1 and y.id = v.contact_id and not exists (
      select 1 from conversations w cross join lateral (
        select 1 from conversation_tags t where t.tenant_id = $1 and t.conversation_id = w.id and t.tag_id = ${tagId}) t
      where w.tenant_id = $1 and w.contact_id = y.id and w.id < v.id) limit 1) c`;
}
