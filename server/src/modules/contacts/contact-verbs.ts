import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import { present } from '../../kernel/assert.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { firstIdAt, newId } from '../../kernel/ids.ts';
import { type PersonTarget, toPhoneNumber } from './phone-number.ts';
import {
  countBetweenStatement,
  countFilteredStatement,
  findManyByIdStatement,
  findOneStatement,
  listStatement,
  optOutStatement,
  upsertStatement,
} from './queries.ts';
import type { Contact } from './types.ts';

export interface ContactDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

export const attributeOperators = [
  'contain',
  'notContain',
  'exist',
  'notExist',
  '==',
  '!=',
  'valid',
  'invalid',
] as const;
export type AttributeOperator = (typeof attributeOperators)[number];

export interface ContactFilter {
  /** Part of a name or of a number, in any case. */
  readonly name?: string | undefined;
  /** All must hold. */
  readonly attributes?: readonly { name: string; operator: AttributeOperator; value: string }[] | undefined;
  /** Contacts made on that UTC day. */
  readonly createdOn?: Date | undefined;
}

const dayMs = 86_400_000;

/** A page of contacts, the newest first, with the number of all that match. `pageNumber` counts from 1. */
export async function listContacts(
  deps: Pick<ContactDeps, 'db'>,
  ctx: Context,
  filter: ContactFilter,
  page: { pageNumber: number; pageSize: number },
): Promise<{ contacts: Contact[]; total: number }> {
  const values = toFilterValues(filter);
  const offset = (page.pageNumber - 1) * page.pageSize;
  const [contacts, counts] = await Promise.all([
    deps.db.tenant(ctx.tenantId, listStatement, [...values, page.pageSize, offset]),
    deps.db.tenant(ctx.tenantId, countFilteredStatement, values),
  ]);
  return { contacts, total: counts[0]?.total ?? 0 };
}

function toFilterValues(filter: ContactFilter): unknown[] {
  const name = filter.name?.trim();
  const digits = name?.replace(/[\s+().-]/g, '');
  const start = filter.createdOn ?? null;
  return [
    name ? `%${escapeLike(name)}%` : null,
    digits && /^\d+$/.test(digits) ? `%${digits}%` : null,
    start === null ? null : firstIdAt(start.getTime()),
    start === null ? null : firstIdAt(start.getTime() + dayMs),
    filter.attributes && filter.attributes.length > 0
      ? JSON.stringify(filter.attributes.map((row) => ({ ...row, value: fitValue(row) })))
      : null,
  ];
}

function fitValue(row: { operator: AttributeOperator; value: string }): string {
  return row.operator === 'contain' || row.operator === 'notContain' ? escapeLike(row.value) : row.value;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** How many contacts were made from `from` (inclusive) to `to` (exclusive). */
export async function countContacts(
  deps: Pick<ContactDeps, 'db'>,
  ctx: Context,
  range: { from?: Date | undefined; to?: Date | undefined },
): Promise<number> {
  const values = [range.from, range.to].map((moment) => (moment ? firstIdAt(moment.getTime()) : null));
  const [row] = await deps.db.tenant(ctx.tenantId, countBetweenStatement, values);
  return row?.total ?? 0;
}

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

export interface ContactInput {
  readonly phone: string;
  readonly name?: string | undefined;
  readonly source?: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Adds a contact, or overwrites name and attributes of the one with that number. Throws contact.number_invalid. */
export async function upsertContact(deps: ContactDeps, ctx: Context, input: ContactInput): Promise<Contact> {
  const waId = toPhoneNumber(input.phone);
  if (waId === undefined) throw new AppError('contact.number_invalid', 'The phone number is not valid.');
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const name = input.name?.trim() ? input.name.trim() : null;
  const { contact, events } = await deps.db.transaction(async (tx) => {
    const values = [id, waId, name, input.source ?? null, JSON.stringify(input.attributes), at];
    const [row] = await tx.tenant(ctx.tenantId, upsertStatement, values);
    const { created, ...stored } = present(row, 'the contact just stored');
    const made = created ? [contactCreated(deps.clock, stored, at)] : [];
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

/** Records that a person stopped marketing from this business (Meta's 131050). */
export async function recordOptOut(
  deps: Pick<ContactDeps, 'db' | 'clock'>,
  tenantId: string,
  contactId: string,
): Promise<void> {
  await deps.db.tenant(tenantId, optOutStatement, [contactId, deps.clock.now()]);
}
