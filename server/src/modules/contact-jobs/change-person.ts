import type { Database, Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { holdTeams } from '../accounts/index.ts';
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
  lockByNumber,
  lockContacts,
  rewriteContacts,
  toPhoneNumber,
} from '../contacts/index.ts';
import {
  assignTeamsIn,
  type Conversation,
  changeStatusIn,
  findConversations,
  nameActor,
} from '../conversations/index.ts';

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
  const teamIds = [...new Set(input.teamIds)];
  const { contact, events } = await deps.db.transaction(async (tx) => {
    const held = await holdTeams(tx, ctx.tenantId, teamIds);
    const gone = teamIds.find((id) => !held.some((team) => team.id === id));
    if (gone !== undefined) throw new AppError('team.not_found', `Team not found: ${gone}`);
    // Meta may know somebody under that number who was dialled under another.
    if ((await lockByNumber(tx, ctx.tenantId, [waId])).size > 0) return { contact: undefined, events: [] };
    const added = await addContacts(deps, tx, ctx, [
      {
        waId,
        name,
        attributes: { ...attributes },
        allowBroadcast: input.allowBroadcast ?? true,
        optedIn: input.optedIn ?? false,
        allowSms: true,
        teamIds,
        source: webSource,
      },
    ]);
    return { contact: added.contacts[0], events: added.events };
  });
  if (contact === undefined) throw new AppError('contact.exists', 'There is a contact with this number already.');
  deps.events.committed(events);
  return contact;
}

/** What may be changed of one contact at once. */
export interface PersonChange extends Omit<ContactChange, 'addTeamIds' | 'removeTeamIds' | 'renameAttribute'> {
  /** In place of those it has. */
  readonly teamIds?: readonly string[] | undefined;
  readonly blocked?: boolean | undefined;
}

export interface PersonValues extends FieldValues {
  readonly blocked?: boolean | undefined;
}

/**
 * Changes one contact, with `still` only while it has these values: all in one transaction, which holds its row. Teams and
 * the block are told in the history of the chat, as where they are changed there. Throws request.invalid, contact.not_found,
 * team.not_found, contact.changed_since.
 */
export async function changePerson(
  deps: PersonDeps,
  ctx: Context,
  contactId: string,
  { teamIds, blocked, ...fields }: PersonChange,
  still: PersonValues = {},
): Promise<void> {
  checkPerson(fields.name, fields.setAttributes ?? {});
  const isTold = teamIds !== undefined || blocked !== undefined;
  const newest = isTold ? (await findConversations(deps, ctx, contactId))?.conversations[0] : undefined;
  const actor = isTold ? await nameActor(deps, ctx) : '';
  const told = { contactId, conversation: newest, actor };
  const events = await deps.db.transaction(async (tx) => {
    const [before] = await lockContacts(tx, ctx.tenantId, [contactId]);
    if (before === undefined) throw new AppError('contact.not_found', 'Contact not found.');
    requireStill(before, still);
    return [
      ...(await changeFields(deps, tx, ctx, before, fields)),
      ...(teamIds === undefined ? [] : await changeTeams(deps, tx, ctx, { ...told, teamIds })),
      ...(blocked === undefined || blocked === isBlocked(before)
        ? []
        : await changeBlock(deps, tx, ctx, { ...told, blocked })),
    ];
  });
  deps.events.committed(events);
}

async function changeFields(
  deps: PersonDeps,
  tx: Transaction,
  ctx: Context,
  before: Contact,
  fields: ContactChange,
): Promise<PlatformEvent[]> {
  const after = applyChange(before, fields);
  checkAttributeCount(Object.keys(after.attributes).length);
  const rewritten = await rewriteContacts(deps, tx, ctx, [{ before, after }]);
  const { before: changed } = diffContacts(before, after) ?? {};
  if (changed?.name === undefined && changed?.attributes === undefined) return rewritten;
  const told = contactChanged(deps.clock, ctx.tenantId, before.id);
  await deps.events.record(tx, [told]);
  return [...rewritten, told];
}

interface Told {
  readonly contactId: string;
  /** The chat in whose history it is told. */
  readonly conversation: Conversation | undefined;
  readonly actor: string;
}

async function changeTeams(
  deps: PersonDeps,
  tx: Transaction,
  ctx: Context,
  { teamIds, ...told }: Told & { readonly teamIds: readonly string[] },
): Promise<PlatformEvent[]> {
  const wanted = [...new Set(teamIds)];
  const held = await holdTeams(tx, ctx.tenantId, wanted);
  const teams = wanted.map((id) => held.find((team) => team.id === id) ?? { id, name: id });
  return assignTeamsIn(deps, tx, ctx, { ...told, teams, keepsOthers: false });
}

function changeBlock(
  deps: PersonDeps,
  tx: Transaction,
  ctx: Context,
  { contactId, conversation, actor, blocked }: Told & { readonly blocked: boolean },
): Promise<PlatformEvent[]> {
  const status = blocked ? 'blocked' : 'solved';
  return changeStatusIn(deps, tx, ctx, { contactId, conversationId: conversation?.id, status, actor });
}

/** Throws contact.changed_since. */
function requireStill(contact: Contact, { blocked, ...fields }: PersonValues): void {
  if (hasValues(contact, fields) && (blocked === undefined || blocked === isBlocked(contact))) return;
  throw new AppError('contact.changed_since', 'Somebody changed this contact meanwhile. Nothing was changed.');
}

function isBlocked({ blockedAt }: Contact): boolean {
  return blockedAt !== null;
}

function checkPerson(name: string | null | undefined, others: Readonly<Record<string, string>>): void {
  for (const key of Object.keys(others)) {
    if (!isAttributeName(key)) throw new AppError('request.invalid', `An attribute cannot be called "${key}".`);
  }
  checkAttributes({ name, others });
  checkAttributeCount(Object.keys(others).length);
}
