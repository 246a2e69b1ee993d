import type { Transaction } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { renameInFlows } from '../automation/index.ts';
import { renameInDrafts } from '../campaigns/index.ts';
import { forgetKept, renameInSegments, restoreKept } from '../contacts/index.ts';
import { renameInQuickReplies } from '../inbox/index.ts';
import type { Followers, JobDetail } from './types.ts';

interface Renaming {
  readonly from: string;
  readonly to: string;
}

/** Lets what names an attribute name it anew, in the caller's transaction; with `only` just these. Answers what was changed. */
export async function followRenaming(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  renaming: Renaming,
  only?: Followers,
): Promise<Followers> {
  return {
    segments: await renameInSegments(deps, tx, ctx, renaming, only?.segments),
    drafts: await renameInDrafts(deps, tx, ctx, renaming, only?.drafts),
    quickReplies: await renameInQuickReplies(deps, tx, ctx, renaming, only?.quickReplies),
    chatbots: await renameInFlows(deps, tx, ctx, renaming, only?.chatbots),
  };
}

/** Takes back what a renaming or a deletion of an attribute did beside the contacts, in the caller's transaction. */
export async function unfollow(
  deps: { readonly clock: Clock },
  tx: Transaction,
  ctx: Context,
  { change, followers, kept, renamedSegmentIds = [] }: JobDetail,
): Promise<void> {
  const { renameAttribute, removeAttributes = [] } = change ?? {};
  if (renameAttribute) {
    const { from, to } = renameAttribute;
    const only = followers ?? { segments: renamedSegmentIds, drafts: [], quickReplies: [], chatbots: [] };
    await followRenaming(deps, tx, ctx, { from: to, to: from }, only);
    if (!kept) return;
    // What was said of it meanwhile comes along.
    const said = kept.isNew ? await forgetKept(tx, ctx, to) : undefined;
    await restoreKept(deps, tx, ctx, { name: from, description: said === undefined ? kept.description : said });
    return;
  }
  const [name] = removeAttributes;
  if (kept && name !== undefined) await restoreKept(deps, tx, ctx, { name, description: kept.description });
}
