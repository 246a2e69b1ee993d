import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { type FrozenDigest, listDigestsStatement } from './dry-run-queries.ts';
import type { PlannedPerson } from './freeze-recipients.ts';
import { addressOf, digestOf } from './plan-audience.ts';

/** How an audience differs from that of a dry run. */
export interface AudienceChanges {
  /** Would be sent to now, and was not. */
  readonly joined: number;
  /** Was to be sent to, and is not any more. */
  readonly left: number;
  /** Would be sent something else. */
  readonly changed: number;
  /** Some of them: name or number. */
  readonly examples: readonly { readonly who: string; readonly what: 'joined' | 'left' | 'changed' }[];
}

const pageSize = 5_000;
const examplesShown = 6;

/** Compares people, as they are planned now, with those frozen under an id. */
export async function compareAudience(
  deps: { readonly db: Database },
  ctx: Context,
  dryRunId: string,
  now: AsyncIterable<readonly PlannedPerson[]>,
): Promise<AudienceChanges> {
  const before = await readSent(deps, ctx, dryRunId);
  const examples: { who: string; what: 'joined' | 'left' | 'changed' }[] = [];
  const counts = { joined: 0, left: 0, changed: 0 };
  const note = (what: 'joined' | 'left' | 'changed', who: string): void => {
    counts[what] += 1;
    if (examples.length < examplesShown) examples.push({ who, what });
  };
  for await (const part of now) {
    for (const person of part) {
      if (person.skipReason !== undefined) continue;
      const address = addressOf(person);
      const digest = before.get(address);
      before.delete(address);
      if (digest === undefined) note('joined', address);
      else if (digest !== digestOf(person)) note('changed', address);
    }
  }
  for (const address of before.keys()) note('left', address);
  return { ...counts, examples };
}

/** Who was to be sent what, by address. */
async function readSent(deps: { readonly db: Database }, ctx: Context, id: string): Promise<Map<string, string>> {
  const digests = new Map<string, string>();
  let after = '';
  for (;;) {
    const rows: FrozenDigest[] = await deps.db.tenant(ctx.tenantId, listDigestsStatement, [id, after, pageSize]);
    for (const row of rows) if (row.skipReason === null) digests.set(row.address, row.digest);
    after = rows.at(-1)?.messageId ?? after;
    if (rows.length < pageSize) return digests;
  }
}
