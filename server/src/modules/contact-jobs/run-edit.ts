import type { PlatformEvent } from '../../events/catalogue.ts';
import { holdTeams } from '../accounts/index.ts';
import {
  addMembers,
  applyChange,
  type ContactChange,
  diffContacts,
  lockContacts,
  rewriteContacts,
} from '../contacts/index.ts';
import { deleteContactsIn } from '../conversations/index.ts';
import { nextContactsStatement } from './queries.ts';
import { type Batch, type BatchResult, noteChanges } from './run-batch.ts';
import { batchSize, type JobCounts } from './types.ts';

/** The next contacts of an edit, a deletion, or an addition to a segment. Contacts that are gone are skipped. */
export async function runEdit(batch: Batch): Promise<BatchResult> {
  const { tx, ctx, job } = batch;
  const next = await tx.tenant(ctx.tenantId, nextContactsStatement, [job.id, job.position, batchSize]);
  const ids = next.map(({ contactId }) => contactId);
  const { counts, events } = await doBatch(batch, ids);
  const position = ids.length < batchSize ? undefined : ids.at(-1);
  return { position, counts: { ...counts, done: ids.length }, events };
}

interface Done {
  readonly counts: Partial<JobCounts>;
  readonly events: readonly PlatformEvent[];
}

async function doBatch(batch: Batch, ids: readonly string[]): Promise<Done> {
  const { deps, tx, ctx, job } = batch;
  if (ids.length === 0) return { counts: {}, events: [] };
  if (job.kind === 'delete') {
    const { deletedIds, events } = await deleteContactsIn(deps, tx, ctx, { contactIds: ids, actor: batch.actor });
    return { counts: { updated: deletedIds.length, skipped: ids.length - deletedIds.length }, events };
  }
  const contacts = await lockContacts(tx, ctx.tenantId, ids);
  const skipped = ids.length - contacts.length;
  if (job.kind === 'addToSegment') {
    const found = contacts.map(({ id }) => id);
    await addMembers(tx, ctx, job.detail.segmentId ?? '', found);
    return { counts: { updated: found.length, skipped }, events: [] };
  }
  const change = await readChange(batch);
  const rewrites = contacts
    .map((before) => ({ before, after: applyChange(before, change) }))
    .filter(({ before, after }) => diffContacts(before, after) !== undefined);
  const events = await rewriteContacts(deps, tx, ctx, rewrites);
  await noteChanges(batch, rewrites);
  const unchanged = contacts.length - rewrites.length;
  return { counts: { updated: rewrites.length, unchanged, skipped }, events };
}

/** The change. Teams that were deleted since the edit began are left out; those that are there stay for the batch. */
async function readChange({ tx, ctx, job }: Batch): Promise<ContactChange> {
  const change = job.detail.change ?? {};
  if (!change.addTeamIds?.length) return change;
  const held = await holdTeams(tx, ctx.tenantId, change.addTeamIds);
  return { ...change, addTeamIds: held.map(({ id }) => id) };
}
