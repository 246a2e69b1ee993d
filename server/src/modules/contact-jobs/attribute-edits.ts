import type { Transaction } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import {
  type AttributeRenaming,
  attributeNameLimit,
  type ContactChange,
  countPeople,
  isAttributeName,
  renameInSegments,
} from '../contacts/index.ts';
import { beginEdit } from './begin-edit.ts';
import { getJob, type JobDeps } from './manage-jobs.ts';
import { type ContactJob, type JobDetail, wholeSizeLimit } from './types.ts';

export interface AttributeRename {
  readonly name: string;
  readonly newName: string;
  readonly whenBoth?: AttributeRenaming['whenBoth'];
}

/**
 * Begins to rename an attribute of every contact that has it at this moment; dynamic segments ask for the new name at once,
 * and for the old one again when it is taken back. Where contacts have the new name as well, and it is not said whose value
 * stays, nothing is begun. Throws request.invalid, attribute.not_found, attribute.name_taken.
 */
export async function renameAttribute(deps: JobDeps, ctx: Context, input: AttributeRename): Promise<ContactJob> {
  const { name, whenBoth } = input;
  const newName = input.newName.trim();
  checkName('name', name);
  checkName('newName', newName);
  if (name === newName) throw refuse('newName', 'The new name is the old one.');
  if (whenBoth === undefined) await requireFree(deps, ctx, name, newName);
  const renameAttribute = { from: name, to: newName, ...(whenBoth === undefined ? {} : { whenBoth }) };
  return begin(deps, ctx, name, { renameAttribute }, async (tx) => ({
    renamedSegmentIds: await renameInSegments(deps, tx, ctx, renameAttribute),
  }));
}

/** Begins to take an attribute off every contact that has it at this moment. Throws request.invalid, attribute.not_found. */
export async function removeAttribute(deps: JobDeps, ctx: Context, name: string): Promise<ContactJob> {
  checkName('name', name);
  return begin(deps, ctx, name, { removeAttributes: [name] });
}

async function requireFree(deps: JobDeps, ctx: Context, name: string, newName: string): Promise<void> {
  const { total, isMore } = await countPeople(deps, ctx, { groups: [[exists(name), exists(newName)]] });
  if (total === 0) return;
  const people = `${total.toLocaleString('en')} ${isMore ? 'or more contacts have' : total === 1 ? 'contact has' : 'contacts have'}`;
  throw new AppError('attribute.name_taken', `${people} both ${name} and ${newName}.`, {
    details: { contacts: total },
  });
}

type Segments = Pick<JobDetail, 'renamedSegmentIds'>;

async function begin(
  deps: JobDeps,
  ctx: Context,
  name: string,
  change: ContactChange,
  changeSegments: (tx: Transaction) => Promise<Segments> = async () => ({}),
): Promise<ContactJob> {
  const people = { filter: { groups: [[exists(name)]] } };
  const { id } = await deps.db.transaction(async (tx) => {
    const detail = { change, ...(await changeSegments(tx)) };
    const begun = await beginEdit(deps, tx, ctx, { kind: 'edit', detail, people, limit: wholeSizeLimit });
    if (begun === undefined) throw new AppError('attribute.not_found', `No contact has the attribute ${name}.`);
    return begun;
  });
  deps.contactJobsDue();
  return getJob(deps, ctx, id);
}

function exists(name: string) {
  return { name, operator: 'exist', value: '' } as const;
}

function checkName(field: string, name: string): void {
  if (name === '' || name.length > attributeNameLimit) {
    throw refuse(field, `An attribute has a name of 1 to ${attributeNameLimit} characters.`);
  }
  if (!isAttributeName(name)) throw refuse(field, `${name} is no attribute.`);
}

function refuse(field: string, message: string): AppError {
  return new AppError('request.invalid', message, { details: { field } });
}
