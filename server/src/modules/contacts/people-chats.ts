// What the grid of contacts reads of their chats. The tenant is `$1`. Limits keep the planner from another way round: it would
// read all chats, or all that bear a tag, for each contact.

/** Chats of one person: one a channel. */
const chatLimit = 100;

/** Those who wrote, each met at the chat `v` in which they did last. */
export const lastSeen = {
  table: 'conversations v',
  tenant: 'v.tenant_id = $1',
  id: 'v.contact_id',
  at: 'v.last_customer_message_at',
  present: 'v.last_customer_message_at is not null',
  absent: `(select 1 from conversations w
    where w.tenant_id = $1 and w.contact_id = x.id and w.last_customer_message_at is not null limit 1) is null`,
  /** Contacts `x` of such chats. */
  fromRows: (rows: string): string => `(${rows}) v cross join lateral (
    select y.* from contacts y where y.tenant_id = $1 and y.id = v.contact_id limit 1) x`,
  fromContacts: (contacts: string): string => `(${contacts}) x cross join lateral (
    select w.* from conversations w where w.tenant_id = $1 and w.contact_id = x.id and w.last_customer_message_at is not null
    order by w.last_customer_message_at desc, w.id desc limit 1) v`,
  /** Nothing newer was written on another channel. */
  isMet: `(select 1 from conversations w where w.tenant_id = $1 and w.contact_id = v.contact_id
    and (w.last_customer_message_at, w.id) > (v.last_customer_message_at, v.id) limit 1) is null`,
};

/** Whether a chat of the contact `c` bears a tag. */
export function bearsTag(tagId: string): string {
  return `exists (${taggedChats('c', tagId)})`;
}

/**
 * Each contact `c` of whom a chat bears a tag, once, found by the tag: what follows `from`. Where nothing else is asked of
 * them they have their ids alone.
 */
export function taggedContacts(tagId: string, isAlone: boolean): string {
  const chats = `select y.tenant_id, y.contact_id as id, y.channel_id from conversation_tags t
    cross join lateral (select y.* from conversations y where y.tenant_id = $1 and y.id = t.conversation_id limit 1) y
    where t.tenant_id = $1 and t.tag_id = ${tagId}`;
  // A person with several such chats is met at the first of them.
  const people = `select v.tenant_id, v.id from (${chats}) v
    where (${taggedChats('v', tagId, 'w.channel_id < v.channel_id')} limit 1) is null`;
  if (isAlone) return `(${people}) c`;
  return `(${people}) v cross join lateral (
    select y.* from contacts y where y.tenant_id = $1 and y.id = v.id limit 1) c`;
}

function taggedChats(contact: string, tagId: string, which = 'true'): string {
  return `select 1 from (select w.id from conversations w
      where w.tenant_id = $1 and w.contact_id = ${contact}.id and ${which} limit ${chatLimit}) w
    cross join lateral (select 1 from conversation_tags t
      where t.tenant_id = $1 and t.conversation_id = w.id and t.tag_id = ${tagId} limit 1) t`;
}
