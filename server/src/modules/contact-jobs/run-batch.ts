import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { type ChangeableContact, type ContactRewrite, diffContacts, type FieldValues } from '../contacts/index.ts';
import { findChangesStatement, noteChangesStatement, type StoredChange } from './queries.ts';
import type { ContactJob, JobCounts } from './types.ts';

export interface BatchDeps {
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** One batch of a job, in the transaction that has locked it. */
export interface Batch {
  readonly deps: BatchDeps;
  readonly tx: Transaction;
  readonly ctx: Context;
  readonly job: ContactJob;
  /** Who does it, as histories name them. */
  readonly actor: string;
}

/** What a batch did. */
export interface BatchResult {
  /** Where the next one begins; undefined: all is done. */
  readonly position: string | undefined;
  readonly counts: Partial<JobCounts>;
  readonly events: readonly PlatformEvent[];
}

/** Writes down what was changed of whom, so that it can be taken back. Of one that is changed twice, first and last count. */
export async function noteChanges(
  { tx, ctx, job }: Batch,
  rewrites: readonly ContactRewrite[],
  made: readonly (ChangeableContact & { readonly id: string })[] = [],
): Promise<void> {
  const changed = rewrites.flatMap(({ before, after }) => {
    const diff = diffContacts(before, after);
    return diff === undefined ? [] : [{ contactId: before.id, made: false, ...diff }];
  });
  const all = [...changed, ...made.map((one) => ({ contactId: one.id, made: true, before: {}, after: toValues(one) }))];
  if (all.length === 0) return;
  const ids = all.map(({ contactId }) => contactId);
  const stored = await tx.tenant(ctx.tenantId, findChangesStatement, [job.id, ids]);
  const earlier = new Map(stored.map((change) => [change.contactId, change]));
  const rows = all.map((change) => joinChanges(earlier.get(change.contactId), change));
  await tx.tenant(ctx.tenantId, noteChangesStatement, [
    job.id,
    rows.map((row) => row.contactId),
    rows.map((row) => row.made),
    rows.map((row) => JSON.stringify(row.before)),
    rows.map((row) => JSON.stringify(row.after)),
  ]);
}

function toValues({ name, attributes, allowBroadcast, optedIn, allowSms, teamIds }: ChangeableContact): FieldValues {
  return { name, attributes, allowBroadcast, optedIn, allowSms, teamIds };
}

function joinChanges(first: StoredChange | undefined, second: StoredChange): StoredChange {
  if (first === undefined || first.before === null) return second;
  return {
    ...second,
    made: first.made,
    // Of a contact that the job made there is no before.
    before: first.made ? first.before : joinValues(second.before, first.before),
    after: joinValues(first.after, second.after),
  };
}

function joinValues(under: FieldValues | null, over: FieldValues | null): FieldValues {
  const attributes = { ...under?.attributes, ...over?.attributes };
  return { ...under, ...over, ...(under?.attributes || over?.attributes ? { attributes } : {}) };
}
