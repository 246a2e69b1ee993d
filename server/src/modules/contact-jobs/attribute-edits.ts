import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  type AttributeRenaming,
  type ContactChange,
  checkAttributeName,
  countPeople,
  forgetKept,
  type KeptRename,
  renameKept,
} from '../contacts/index.ts';
import { beginEdit } from './begin-edit.ts';
import { followRenaming } from './follow-renaming.ts';
import { getJob, type JobDeps } from './manage-jobs.ts';
import { type ContactJob, type Followers, type JobDetail, wholeSizeLimit } from './types.ts';

export interface AttributeRename {
  readonly name: string;
  readonly newName: string;
  readonly whenBoth?: AttributeRenaming['whenBoth'];
}

/**
 * Begins to rename an attribute of every contact that has it at this moment; segments, drafts of campaigns, quick replies and
 * chatbots name it anew at once, and by the old name again when it is taken back. Where contacts have the new name as well, and it is not said whose value
 * stays, nothing is begun. Throws request.invalid, attribute.not_found, attribute.name_taken.
 */
export async function renameAttribute(deps: JobDeps, ctx: Context, input: AttributeRename): Promise<ContactJob> {
  const { name, whenBoth } = input;
  const newName = input.newName.trim();
  checkAttributeName('name', name);
  checkAttributeName('newName', newName);
  if (name === newName) throw refuse('newName', 'The new name is the old one.');
  if (whenBoth === undefined) await requireFree(deps, ctx, name, newName);
  const renameAttribute = { from: name, to: newName, ...(whenBoth === undefined ? {} : { whenBoth }) };
  return begin(deps, ctx, name, { renameAttribute }, async (tx) => ({
    kept: await renameKept(deps, tx, ctx, renameAttribute),
    followers: await followRenaming(deps, tx, ctx, renameAttribute),
  }));
}

/** Begins to take an attribute off every contact that has it at this moment. Throws request.invalid, attribute.not_found. */
export async function removeAttribute(deps: JobDeps, ctx: Context, name: string): Promise<ContactJob> {
  checkAttributeName('name', name);
  return begin(deps, ctx, name, { removeAttributes: [name] }, async (tx) => {
    const description = await forgetKept(tx, ctx, name);
    return { kept: description === undefined ? undefined : { description, isNew: false } };
  });
}

async function requireFree(deps: JobDeps, ctx: Context, name: string, newName: string): Promise<void> {
  const { total, isMore } = await countPeople(deps, ctx, { groups: [[exists(name), exists(newName)]] });
  if (total === 0) return;
  const people = `${total.toLocaleString('en')} ${isMore ? 'or more contacts have' : total === 1 ? 'contact has' : 'contacts have'}`;
  throw new AppError('attribute.name_taken', `${people} both ${name} and ${newName}.`, {
    details: { contacts: total },
  });
}

interface Beside {
  readonly kept: KeptRename | undefined;
  readonly followers?: Followers;
}

async function begin(
  deps: JobDeps,
  ctx: Context,
  name: string,
  change: ContactChange,
  changeOthers: (tx: Transaction) => Promise<Beside>,
): Promise<ContactJob> {
  const people = { filter: { groups: [[exists(name)]] } };
  const { id } = await deps.db.transaction(async (tx) => {
    const { kept, ...others } = await changeOthers(tx);
    const detail: JobDetail = { change, ...others, ...(kept === undefined ? {} : { kept }) };
    const edit = { kind: 'edit', detail, people, limit: wholeSizeLimit, mayBeEmpty: kept !== undefined } as const;
    const begun = await beginEdit(deps, tx, ctx, edit);
    if (begun === undefined) throw new AppError('attribute.not_found', `There is no attribute ${name}.`);
    return begun;
  });
  deps.contactJobsDue();
  return getJob(deps, ctx, id);
}

function exists(name: string) {
  return { name, operator: 'exist', value: '' } as const;
}

function refuse(field: string, message: string): AppError {
  return new AppError('request.invalid', message, { details: { field } });
}
