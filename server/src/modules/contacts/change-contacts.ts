import type { Transaction } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { diffContacts } from './contact-change.ts';
import { contactCreated } from './contact-verbs.ts';
import { type Contact, contactColumns } from './types.ts';

interface Deps {
  readonly clock: Clock;
  readonly events: EventRecorder;
}

// In the order of their ids, so that two batches never wait for each other in a circle.
const lockStatement = tenantStatement<Contact>(
  'contacts.lock-whole',
  `select ${contactColumns('c')} from contacts c where c.tenant_id = $1 and c.id = any($2::text[])
   order by c.id for no key update`,
);

// Meta may know a contact under another number than was dialled.
const findIdsByNumberStatement = tenantStatement<{ id: string; asked: string }>(
  'contacts.find-ids-by-number',
  `select c.id, wanted.wa_id as asked from unnest($2::text[]) as wanted (wa_id)
   cross join lateral (
     select id from contacts where tenant_id = $1 and wa_id = wanted.wa_id
     union all
     select x.id from contacts x where x.tenant_id = $1 and x.id = (
       select a.contact_id from contact_aliases a where a.tenant_id = $1 and a.alias = wanted.wa_id)
     limit 1) c`,
);

// Contacts that were imported a moment ago are few to the planner, which would compare each with every one of the batch.
// They are found by look-ups of their own, and then by their place (ctid).
const writeStatement = tenantStatement(
  'contacts.write-many',
  `update contacts c set name = i.name, attributes = i.attributes::jsonb, allow_broadcast = i.allow_broadcast,
     opted_in = i.opted_in, allow_sms = i.allow_sms, updated_at = $9,
     team_ids = array(select json_array_elements_text(i.team_ids))
   from (
     select w.place, n.* from unnest($2::text[], $3::text[], $4::json[], $5::boolean[], $6::boolean[], $7::boolean[], $8::json[])
       as n (id, name, attributes, allow_broadcast, opted_in, allow_sms, team_ids)
     cross join lateral (
       select x.ctid as place from contacts x where x.tenant_id = $1 and x.id = n.id for update) w) i
   where c.ctid = i.place`,
);

const insertStatement = tenantStatement<{ id: string }>(
  'contacts.insert-whole',
  `insert into contacts as c (tenant_id, id, wa_id, name, attributes, allow_broadcast, opted_in, allow_sms, team_ids, source,
     created_at, updated_at)
   select $1, i.id, i.wa_id, i.name, i.attributes::jsonb, i.allow_broadcast, i.opted_in, i.allow_sms,
     array(select json_array_elements_text(i.team_ids)), i.source, $11, $11
   from unnest($2::text[], $3::text[], $4::text[], $5::json[], $6::boolean[], $7::boolean[], $8::boolean[], $9::json[], $10::text[])
     as i (id, wa_id, name, attributes, allow_broadcast, opted_in, allow_sms, team_ids, source)
   order by i.wa_id
   on conflict do nothing returning c.id`,
);

/** These contacts, locked until the transaction ends; unknown ids are left out. */
export async function lockContacts(tx: Transaction, tenantId: string, ids: readonly string[]): Promise<Contact[]> {
  return ids.length === 0 ? [] : tx.tenant(tenantId, lockStatement, [ids]);
}

/**
 * The contacts behind these numbers by the number asked for, locked until the transaction ends; two numbers may lead to one
 * contact.
 */
export async function lockByNumber(
  tx: Transaction,
  tenantId: string,
  waIds: readonly string[],
): Promise<Map<string, Contact>> {
  if (waIds.length === 0) return new Map();
  const found = await tx.tenant(tenantId, findIdsByNumberStatement, [waIds]);
  const locked = await lockContacts(tx, tenantId, [...new Set(found.map(({ id }) => id))]);
  const contacts = new Map(locked.map((contact) => [contact.id, contact]));
  return new Map(
    found.flatMap(({ id, asked }) => {
      const contact = contacts.get(id);
      return contact === undefined ? [] : [[asked, contact] as const];
    }),
  );
}

/** One locked contact as it was, and as it is to be. */
export interface ContactRewrite {
  readonly before: Contact;
  readonly after: Contact;
}

/**
 * Writes contacts that the caller's transaction has locked: all by one statement, those that do not differ not at all.
 * Answers the events, which are recorded: contact.consentChanged and contact.teamsAssigned.
 */
export async function rewriteContacts(
  deps: Deps,
  tx: Transaction,
  ctx: Context,
  given: readonly ContactRewrite[],
): Promise<PlatformEvent[]> {
  const rewrites = given.filter(({ before, after }) => diffContacts(before, after) !== undefined);
  if (rewrites.length === 0) return [];
  const at = deps.clock.now();
  const rows = rewrites.map(({ after }) => after).sort((a, b) => (a.id < b.id ? -1 : 1));
  await tx.tenant(ctx.tenantId, writeStatement, [
    rows.map((row) => row.id),
    rows.map((row) => row.name),
    rows.map((row) => JSON.stringify(row.attributes)),
    rows.map((row) => row.allowBroadcast),
    rows.map((row) => row.optedIn),
    rows.map((row) => row.allowSms),
    rows.map((row) => JSON.stringify(row.teamIds)),
    at,
  ]);
  const events = rewrites.flatMap(({ before, after }) => [
    ...(before.allowBroadcast === after.allowBroadcast
      ? []
      : [toEvent(after, 'contact.consentChanged', { allowBroadcast: after.allowBroadcast, by: 'operator' }, at)]),
    ...(before.teamIds.join() === after.teamIds.join()
      ? []
      : [toEvent(after, 'contact.teamsAssigned', { teamIds: after.teamIds }, at)]),
  ]);
  await deps.events.record(tx, events);
  return events;
}

function toEvent(
  contact: Contact,
  type: 'contact.consentChanged' | 'contact.teamsAssigned',
  data: Readonly<Record<string, unknown>>,
  at: Date,
): PlatformEvent {
  const { tenantId, id: subjectId } = contact;
  return { id: newId(at.getTime()), tenantId, type, conversationId: undefined, subjectId, data, facts: undefined, at };
}

export interface NewContact
  extends Pick<Contact, 'name' | 'attributes' | 'allowBroadcast' | 'optedIn' | 'allowSms' | 'teamIds' | 'source'> {
  readonly waId: string;
}

/**
 * Adds contacts by one statement, in the caller's transaction; whose number is taken is left out. Answers those that it
 * made, and the events, which are recorded.
 */
export async function addContacts(
  deps: Deps,
  tx: Transaction,
  ctx: Context,
  people: readonly NewContact[],
): Promise<{ contacts: Contact[]; events: PlatformEvent[] }> {
  if (people.length === 0) return { contacts: [], events: [] };
  const at = deps.clock.now();
  const rows = people.map((person) => toContact(person, ctx.tenantId, at));
  const made = await tx.tenant(ctx.tenantId, insertStatement, [
    rows.map((row) => row.id),
    rows.map((row) => row.waId),
    rows.map((row) => row.name),
    rows.map((row) => JSON.stringify(row.attributes)),
    rows.map((row) => row.allowBroadcast),
    rows.map((row) => row.optedIn),
    rows.map((row) => row.allowSms),
    rows.map((row) => JSON.stringify(row.teamIds)),
    rows.map((row) => row.source),
    at,
  ]);
  const ids = new Set(made.map(({ id }) => id));
  const contacts = rows.filter(({ id }) => ids.has(id));
  const events = contacts.map((contact) => contactCreated(deps.clock, contact, at));
  await deps.events.record(tx, events);
  return { contacts, events };
}

function toContact(person: NewContact, tenantId: string, at: Date): Contact {
  return {
    ...person,
    tenantId,
    id: newId(at.getTime()),
    bsuid: null,
    parentBsuid: null,
    username: null,
    profileName: null,
    blockedAt: null,
    createdAt: at,
    updatedAt: at,
  };
}
