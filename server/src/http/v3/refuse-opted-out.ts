import type { Context } from '../../kernel/context.ts';
import { findKnownPeople } from '../../modules/contacts/index.ts';
import type { Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { PlannedRecipient } from './plan-recipients.ts';

export const optedOut = 'The contact allows no broadcasts.';

/** The plan of a send with those refused who want no marketing; other templates reach them. One query for all. */
export async function refuseOptedOut(
  deps: ApiDeps,
  ctx: Context,
  template: Template,
  planned: readonly PlannedRecipient[],
): Promise<readonly PlannedRecipient[]> {
  if (template.category.toUpperCase() !== 'MARKETING') return planned;
  const people = planned.map((entry) => (entry.kind === 'ready' ? entry.recipient : {}));
  const known = await findKnownPeople(deps.db, ctx, people);
  return planned.map((entry, place): PlannedRecipient => {
    if (entry.kind === 'refused' || known.get(place)?.allowsBroadcast !== false) return entry;
    const { target, phoneNumber, localMessageId } = entry;
    return { kind: 'refused', target, phoneNumber, localMessageId, error: optedOut };
  });
}
