import type { Context } from '../../kernel/context.ts';
import { findContactsById, type PersonTarget, readTarget } from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';

/** Where a template goes: a number, a BSUID, or both for a contact who has them. */
export interface Recipient {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
}

/**
 * Whom the targets of template sends name, in order: a phone number in any writing, a BSUID, or the id of a contact.
 * Undefined where a text is none of these or the id is unknown.
 */
export async function findRecipients(
  deps: Pick<ApiDeps, 'db'>,
  ctx: Context,
  targets: readonly string[],
): Promise<(Recipient | undefined)[]> {
  const people = targets.map((target) => readTarget(target));
  const ids = people.flatMap((person) => (person?.kind === 'id' ? [person.id] : []));
  const byId = await findContactsById(deps, ctx, ids);
  return people.map((person) => {
    const contact = person?.kind === 'id' ? byId.get(person.id) : undefined;
    if (contact !== undefined) return { waId: contact.waId ?? undefined, bsuid: contact.bsuid ?? undefined };
    return toRecipient(person);
  });
}

function toRecipient(person: PersonTarget | undefined): Recipient | undefined {
  if (person?.kind === 'phone') return { waId: person.waId, bsuid: undefined };
  if (person?.kind === 'bsuid') return { waId: undefined, bsuid: person.bsuid };
  return undefined;
}
