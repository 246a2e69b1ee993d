import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { findByAliasStatement } from './alias-queries.ts';
import { checkAttributeCount, checkAttributes, splitAttributes } from './attributes.ts';
import { type PersonTarget, toPhoneNumber } from './phone-number.ts';
import { findManyByIdStatement, findOneStatement, upsertStatement } from './queries.ts';
import type { Contact } from './types.ts';
import { contactChanged } from './update-attributes.ts';

export interface ContactDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

// One whom Meta knows under that number, but who was dialled under another.
const findDialledStatement = tenantStatement<{ waId: string }>(
  'contacts.find-dialled',
  `select c.wa_id as "waId" from contact_aliases a
   cross join lateral (
     select wa_id from contacts where tenant_id = $1 and id = a.contact_id and wa_id is not null limit 1) c
   where a.tenant_id = $1 and a.alias = $2 and not exists (
     select 1 from contacts o where o.tenant_id = $1 and o.wa_id = $2)`,
);

/** The contact that a target names, or undefined. */
export async function findContact(
  deps: Pick<ContactDeps, 'db'>,
  ctx: Context,
  target: PersonTarget,
): Promise<Contact | undefined> {
  const [contact] = await deps.db.tenant(ctx.tenantId, findOneStatement, [
    target.kind === 'id' ? target.id : null,
    target.kind === 'phone' ? target.waId : null,
    target.kind === 'bsuid' ? target.bsuid : null,
  ]);
  return contact;
}

export async function findContacts(
  deps: Pick<ContactDeps, 'db'>,
  ctx: Context,
  ids: readonly string[],
): Promise<Contact[]> {
  return deps.db.tenant(ctx.tenantId, findManyByIdStatement, [ids]);
}

/**
 * The contacts of these ids by the id asked for, also by that of one that was joined to another. The order of the ids is
 * of no account; unknown ones are left out.
 */
export async function findContactsById(
  deps: Pick<ContactDeps, 'db'>,
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Contact>> {
  if (ids.length === 0) return new Map();
  const contacts = new Map((await findContacts(deps, ctx, ids)).map((contact) => [contact.id, contact]));
  const missing = ids.filter((id) => !contacts.has(id));
  if (missing.length === 0) return contacts;
  for (const { alias, ...contact } of await deps.db.tenant(ctx.tenantId, findByAliasStatement, [missing])) {
    contacts.set(alias, contact);
  }
  return contacts;
}

export interface ContactInput {
  readonly phone: string;
  readonly name?: string | undefined;
  readonly source?: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Adds a contact, or overwrites name and attributes of the one with that number, or whom Meta knows under it. An attribute `name` is the name where no
 * other is given. Throws contact.number_invalid, request.invalid.
 */
export async function upsertContact(deps: ContactDeps, ctx: Context, input: ContactInput): Promise<Contact> {
  const waId = toPhoneNumber(input.phone);
  if (waId === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid.');
  const { name: namedBy, others } = splitAttributes(input.attributes);
  const name = input.name?.trim() || namedBy || null;
  checkAttributes({ name, others });
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const { contact, events } = await deps.db.transaction(async (tx) => {
    const [known] = await tx.tenant(ctx.tenantId, findDialledStatement, [waId]);
    const values = [id, known?.waId ?? waId, name, input.source ?? null, JSON.stringify(others), at];
    const [row] = await tx.tenant(ctx.tenantId, upsertStatement, values);
    const { created, ...stored } = present(row, 'the contact just stored');
    checkAttributeCount(Object.keys(stored.attributes).length);
    const made = [
      created ? contactCreated(deps.clock, stored, at) : contactChanged(deps.clock, ctx.tenantId, stored.id),
    ];
    await deps.events.record(tx, made);
    return { contact: stored, events: made };
  });
  deps.events.committed(events);
  return contact;
}

/** The event of a new contact. */
export function contactCreated(clock: Clock, contact: Contact, at: Date) {
  return {
    id: newId(clock.nowMs()),
    tenantId: contact.tenantId,
    type: 'contact.created' as const,
    conversationId: undefined,
    subjectId: contact.id,
    data: { source: contact.source },
    facts: undefined,
    at,
  };
}
