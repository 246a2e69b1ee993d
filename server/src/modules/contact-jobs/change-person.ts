import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  addContacts,
  applyChange,
  type Contact,
  type ContactChange,
  checkAttributeCount,
  checkAttributes,
  contactChanged,
  diffContacts,
  type FieldValues,
  hasValues,
  isAttributeName,
  lockContacts,
  rewriteContacts,
  toPhoneNumber,
} from '../contacts/index.ts';
import { requireTeams } from './start-edit.ts';

interface PersonDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

export interface PersonInput {
  readonly phone: string;
  readonly name?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly allowBroadcast?: boolean | undefined;
  readonly optedIn?: boolean | undefined;
  readonly teamIds?: readonly string[] | undefined;
}

/** What a person typed in says of where it comes from. */
const webSource = 'web';

/** A new contact. Throws contact.number_invalid, contact.exists, request.invalid, team.not_found. */
export async function createPerson(deps: PersonDeps, ctx: Context, input: PersonInput): Promise<Contact> {
  const waId = toPhoneNumber(input.phone);
  if (waId === undefined) {
    throw new AppError('contact.number_invalid', 'The phone number is not valid: give it with its country code.');
  }
  const attributes = input.attributes ?? {};
  const name = input.name?.trim() || null;
  checkPerson(name, attributes);
  await requireTeams(deps, ctx, input.teamIds ?? []);
  const { contact, events } = await deps.db.transaction(async (tx) => {
    const added = await addContacts(deps, tx, ctx, [
      {
        waId,
        name,
        attributes: { ...attributes },
        allowBroadcast: input.allowBroadcast ?? true,
        optedIn: input.optedIn ?? false,
        allowSms: true,
        teamIds: [...new Set(input.teamIds)],
        source: webSource,
      },
    ]);
    return { contact: added.contacts[0], events: added.events };
  });
  if (contact === undefined) throw new AppError('contact.exists', 'There is a contact with this number already.');
  deps.events.committed(events);
  return contact;
}

/**
 * Changes fields of one contact, with `still` only while it has these values. Throws request.invalid, contact.not_found,
 * contact.changed_since.
 */
export async function changePerson(
  deps: PersonDeps,
  ctx: Context,
  contactId: string,
  change: ContactChange,
  still: FieldValues = {},
): Promise<void> {
  checkPerson(change.name, change.setAttributes ?? {});
  const events = await deps.db.transaction(async (tx) => {
    const [before] = await lockContacts(tx, ctx.tenantId, [contactId]);
    if (before === undefined) throw new AppError('contact.not_found', 'Contact not found.');
    requireStill(before, still);
    const after = applyChange(before, change);
    checkAttributeCount(Object.keys(after.attributes).length);
    const rewritten = await rewriteContacts(deps, tx, ctx, [{ before, after }]);
    const { before: changed } = diffContacts(before, after) ?? {};
    if (changed?.name === undefined && changed?.attributes === undefined) return rewritten;
    const told = contactChanged(deps.clock, ctx.tenantId, contactId);
    await deps.events.record(tx, [told]);
    return [...rewritten, told];
  });
  deps.events.committed(events);
}

/** Throws contact.changed_since. */
export function requireStill(contact: Contact, still: FieldValues): void {
  if (hasValues(contact, still)) return;
  throw new AppError('contact.changed_since', 'Somebody changed this contact meanwhile. Nothing was changed.');
}

function checkPerson(name: string | null | undefined, others: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(others)) {
    if (!isAttributeName(key)) throw new AppError('request.invalid', `An attribute cannot be called "${key}".`);
  }
  checkAttributes({ name, others });
  checkAttributeCount(Object.keys(others).length);
}
