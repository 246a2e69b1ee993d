import { holdTeams } from '../accounts/index.ts';
import { diffContacts, type FieldValues, lockContacts, revertChange, rewriteContacts } from '../contacts/index.ts';
import { deleteContactsIn } from '../conversations/index.ts';
import { findUsedStatement, nextChangesStatement, type StoredChange } from './queries.ts';
import type { Batch, BatchResult } from './run-batch.ts';
import { batchSize } from './types.ts';

/**
 * The next contacts whose change is taken back: fields that nobody changed since get their old values; contacts that an
 * import made go, unless they were changed or are used by now.
 */
export async function runUndo(batch: Batch): Promise<BatchResult> {
  const { deps, tx, ctx, job } = batch;
  const changes = await tx.tenant(ctx.tenantId, nextChangesStatement, [job.id, job.position, batchSize]);
  const ids = changes.map(({ contactId }) => contactId);
  const contacts = new Map((await lockContacts(tx, ctx.tenantId, ids)).map((contact) => [contact.id, contact]));
  const madeIds = changes.filter(({ made }) => made).map(({ contactId }) => contactId);
  const used = new Set((await tx.tenant(ctx.tenantId, findUsedStatement, [madeIds])).map(({ id }) => id));
  const teams = new Set((await holdTeams(tx, ctx.tenantId, teamsIn(changes))).map(({ id }) => id));
  const removals: string[] = [];
  const rewrites = [];
  let kept = 0;
  for (const { contactId, made, before, after } of changes) {
    const contact = contacts.get(contactId);
    if (contact === undefined || before === null || after === null) continue;
    if (made) {
      if (used.has(contactId) || !isAsMade(contact, after)) kept += 1;
      else removals.push(contactId);
      continue;
    }
    const reverted = revertChange(contact, { before: withTeamsOf(teams, before), after });
    if (!reverted.isWhole) kept += 1;
    if (diffContacts(contact, reverted.contact) !== undefined) {
      rewrites.push({ before: contact, after: reverted.contact, isWhole: reverted.isWhole });
    }
  }
  const events = await rewriteContacts(deps, tx, ctx, rewrites);
  const deletion = await deleteContactsIn(deps, tx, ctx, { contactIds: removals, actor: batch.actor });
  const undone = rewrites.filter(({ isWhole }) => isWhole).length + deletion.deletedIds.length;
  return {
    position: ids.length < batchSize ? undefined : ids.at(-1),
    counts: { undone, kept },
    events: [...events, ...deletion.events],
  };
}

function teamsIn(changes: readonly StoredChange[]): string[] {
  return [...new Set(changes.flatMap(({ before }) => before?.teamIds ?? []))];
}

// A team that was deleted since does not come back.
function withTeamsOf(teams: ReadonlySet<string>, values: FieldValues): FieldValues {
  const { teamIds } = values;
  return teamIds === undefined ? values : { ...values, teamIds: teamIds.filter((id) => teams.has(id)) };
}

function isAsMade(contact: Parameters<typeof diffContacts>[0], made: FieldValues): boolean {
  const { name, attributes, allowBroadcast, optedIn, allowSms, teamIds } = contact;
  const then = { name, attributes, allowBroadcast, optedIn, allowSms, teamIds, ...made };
  const known = Object.entries(then.attributes).flatMap(([key, value]) =>
    value === null ? [] : [[key, value] as const],
  );
  return (
    diffContacts(contact, { ...then, attributes: Object.fromEntries(known), teamIds: [...then.teamIds] }) === undefined
  );
}
