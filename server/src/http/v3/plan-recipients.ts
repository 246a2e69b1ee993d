import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Context } from '../../kernel/context.ts';
import { isAppError } from '../../kernel/errors.ts';
import type { BroadcastRecipient } from '../../modules/campaigns/index.ts';
import {
  type Contact,
  findContactsById,
  findKnownPeople,
  type KnownPerson,
  type PersonTarget,
  readTarget,
} from '../../modules/contacts/index.ts';
import { localMessageIdLimit } from '../../modules/messages/index.ts';
import { compileTemplate, type Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { RecipientInput } from './shapes/template-send.ts';

/** A recipient of a send, read: ready to be sent to, or refused. */
export type PlannedRecipient = NamedRecipient &
  (
    | { readonly kind: 'ready'; readonly recipient: BroadcastRecipient }
    | { readonly kind: 'refused'; readonly error: string }
  );

interface NamedRecipient {
  /** As the caller names the person, a phone number in digits. */
  readonly target: string;
  /** Null for a person without one, or not known. */
  readonly phoneNumber: string | null;
  /** The caller's own. */
  readonly localMessageId: string | undefined;
}

/** Recipients that are read before others get their turn: some ten milliseconds. */
const turnSize = 250;

interface Person {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
}

/**
 * Reads who the recipients are and fills the template for each, in their order: all contact ids in one query, all BSUIDs in
 * another, the template taken apart once. A recipient who is nobody known, who was named before, or whose id or parameters
 * do not do, is refused with a sentence that says so.
 */
export async function planRecipients(
  deps: ApiDeps,
  ctx: Context,
  template: Template,
  recipients: readonly RecipientInput[],
): Promise<PlannedRecipient[]> {
  const targets = await inTurns(recipients, (recipient) => readTarget(recipient.target));
  const contacts = await findNamedContacts(deps, ctx, targets);
  const known = await findKnownBsuids(deps, ctx, targets);
  const fill = compileTemplate(template);
  const seen = new Set<string>();
  return inTurns(recipients, (input, place): PlannedRecipient => {
    const { localMessageId, parameters } = input;
    const target = targets[place];
    const person = target && toPerson(target, contacts, known);
    const named = { ...toNames(input.target, target, person), localMessageId };
    if (person === undefined) return { ...named, kind: 'refused', error: unknownTarget(target) };
    if ((localMessageId?.length ?? 0) > localMessageIdLimit) return { ...named, kind: 'refused', error: idTooLong };
    if (isNamedAgain(person, seen)) return { ...named, kind: 'refused', error: namedTwice };
    try {
      return { ...named, kind: 'ready', recipient: { ...person, filled: fill(parameters), localMessageId } };
    } catch (error) {
      if (!isAppError(error, 'template.parameters_missing')) throw error;
      return { ...named, kind: 'refused', error: error.message };
    }
  });
}

/** Maps a long list a part at a time, so that other calls are served in between. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  toResult: (item: Item, place: number) => Result,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [place, item] of items.entries()) {
    if (place > 0 && place % turnSize === 0) await nextTurn();
    results.push(toResult(item, place));
  }
  return results;
}

async function findNamedContacts(
  deps: ApiDeps,
  ctx: Context,
  targets: readonly (PersonTarget | undefined)[],
): Promise<ReadonlyMap<string, Contact>> {
  const ids = new Set(targets.flatMap((target) => (target?.kind === 'id' ? target.id : [])));
  return findContactsById(deps, ctx, [...ids]);
}

/** Who is named by BSUID here may be named by number there: what is known of them tells that it is one person. */
async function findKnownBsuids(
  deps: ApiDeps,
  ctx: Context,
  targets: readonly (PersonTarget | undefined)[],
): Promise<ReadonlyMap<string, KnownPerson>> {
  const bsuids = [...new Set(targets.flatMap((target) => (target?.kind === 'bsuid' ? target.bsuid : [])))];
  if (bsuids.length === 0) return new Map();
  const found = await findKnownPeople(
    deps.db,
    ctx,
    bsuids.map((bsuid) => ({ bsuid })),
  );
  return new Map(
    bsuids.flatMap((bsuid, place) => {
      const person = found.get(place);
      return person ? [[bsuid, person]] : [];
    }),
  );
}

function toPerson(
  target: PersonTarget,
  contacts: ReadonlyMap<string, Contact>,
  known: ReadonlyMap<string, KnownPerson>,
): Person | undefined {
  switch (target.kind) {
    case 'phone':
      return { waId: target.waId, bsuid: undefined };
    case 'bsuid': {
      const person = known.get(target.bsuid);
      return { waId: person?.waId ?? undefined, bsuid: person?.bsuid ?? target.bsuid };
    }
    case 'id': {
      const contact = contacts.get(target.id);
      return contact && { waId: contact.waId ?? undefined, bsuid: contact.bsuid ?? undefined };
    }
  }
}

export const namedTwice = 'The call names this person more than once: the first counts.';

const idTooLong = `local_message_id must have at most ${localMessageIdLimit} characters.`;

function isNamedAgain({ waId, bsuid }: Person, seen: Set<string>): boolean {
  const names = [waId, bsuid].filter((name) => name !== undefined);
  const isAgain = names.some((name) => seen.has(name));
  for (const name of names) seen.add(name);
  return isAgain;
}

function toNames(
  given: string,
  target: PersonTarget | undefined,
  person: Person | undefined,
): Pick<NamedRecipient, 'target' | 'phoneNumber'> {
  if (target === undefined) return { target: given, phoneNumber: given };
  if (target.kind === 'phone') return { target: target.waId, phoneNumber: target.waId };
  return { target: given, phoneNumber: person?.waId ?? null };
}

function unknownTarget(target: PersonTarget | undefined): string {
  return target === undefined ? 'Invalid phone number.' : 'Contact not found.';
}
