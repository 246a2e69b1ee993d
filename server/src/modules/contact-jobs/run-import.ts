import { AppError } from '../../kernel/errors.ts';
import { holdTeams } from '../accounts/index.ts';
import {
  addContacts,
  applyChange,
  type Contact,
  type ContactChange,
  type ContactRewrite,
  checkAttributeCount,
  diffContacts,
  lockByNumber,
  type NewContact,
  rewriteContacts,
} from '../contacts/index.ts';
import { type ImportMapping, readRow } from './import-mapping.ts';
import { findChangesStatement, noteRowsStatement, readRowsStatement } from './queries.ts';
import { type Batch, type BatchResult, noteChanges } from './run-batch.ts';
import { batchSize } from './types.ts';

type Outcome = 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed';

interface GoodRow {
  readonly row: number;
  readonly waId: string;
  readonly change: ContactChange;
}

interface NotedRow {
  readonly row: number;
  readonly outcome: Outcome;
  readonly problem?: string | undefined;
}

/** What contacts that an import makes say of where they come from. */
const importSource = 'import';

/** The next rows of an import: all of them by a handful of statements. */
export async function runImport(batch: Batch): Promise<BatchResult> {
  const { deps, tx, ctx, job } = batch;
  const mapping = await readMapping(batch);
  const rows = await tx.tenant(ctx.tenantId, readRowsStatement, [job.id, Number(job.position || 0), batchSize]);
  const good: GoodRow[] = [];
  const noted: NotedRow[] = [];
  for (const { row, cells } of rows) {
    const read = readRow(cells, mapping);
    if (read.problem === undefined) good.push({ row, waId: read.waId, change: read.change });
    else noted.push({ row, outcome: 'failed', problem: read.problem });
  }
  const numbers = [...new Set(good.map(({ waId }) => waId))];
  const known = await lockByNumber(tx, ctx.tenantId, numbers);
  const { contacts: made, events } = await addContacts(deps, tx, ctx, toNewContacts(good, known));
  const madeNumbers = new Set(made.map(({ waId }) => waId));
  // Whoever was made by another transaction at the same moment is known by now.
  const late = numbers.filter((waId) => !known.has(waId) && !madeNumbers.has(waId));
  for (const [waId, contact] of await lockByNumber(tx, ctx.tenantId, late)) known.set(waId, contact);
  const own = await findOwn(batch, mapping, known);
  const { rewrites, outcomes } = rewriteKnown(
    good,
    known,
    madeNumbers,
    (id) => mapping.existing === 'skip' && !own.has(id),
  );
  noted.push(...outcomes);
  const moreEvents = await rewriteContacts(deps, tx, ctx, rewrites);
  await noteChanges(batch, rewrites, made);
  await tx.tenant(ctx.tenantId, noteRowsStatement, [
    job.id,
    noted.map(({ row }) => row),
    noted.map(({ outcome }) => outcome),
    noted.map(({ problem }) => problem ?? null),
  ]);
  const count = (wanted: Outcome): number => noted.filter(({ outcome }) => outcome === wanted).length;
  return {
    position: rows.length < batchSize ? undefined : String(rows.at(-1)?.row),
    counts: {
      done: rows.length,
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      skipped: count('skipped'),
      failed: count('failed'),
    },
    events: [...events, ...moreEvents],
  };
}

/** What the columns are. A team that was deleted since the import began is left out; one that is there stays for the batch. */
async function readMapping({ tx, ctx, job }: Batch): Promise<ImportMapping> {
  const { mapping } = job.detail;
  if (mapping === undefined) throw new AppError('internal.unexpected', 'An import runs without its mapping.');
  const [team] = mapping.teamId === undefined ? [] : await holdTeams(tx, ctx.tenantId, [mapping.teamId]);
  return { ...mapping, teamId: team?.id };
}

/** Those of these contacts that earlier batches of the import made: where known ones are left alone, its own are not. */
async function findOwn(
  { tx, ctx, job }: Batch,
  { existing }: ImportMapping,
  known: ReadonlyMap<string, Contact>,
): Promise<ReadonlySet<string>> {
  if (existing !== 'skip' || known.size === 0) return new Set();
  const ids = [...known.values()].map(({ id }) => id);
  const changes = await tx.tenant(ctx.tenantId, findChangesStatement, [job.id, ids]);
  return new Set(changes.filter(({ made }) => made).map(({ contactId }) => contactId));
}

/** One contact for each unknown number: what several rows say of it comes together, the last word counts. */
function toNewContacts(rows: readonly GoodRow[], known: ReadonlyMap<string, Contact>): NewContact[] {
  const people = new Map<string, NewContact>();
  for (const { waId, change } of rows) {
    if (known.has(waId)) continue;
    const person = people.get(waId) ?? toBlank(waId);
    people.set(waId, applyChange(person, change));
  }
  return [...people.values()];
}

function toBlank(waId: string): NewContact {
  return {
    waId,
    name: null,
    attributes: {},
    allowBroadcast: true,
    optedIn: false,
    allowSms: true,
    teamIds: [],
    source: importSource,
  };
}

/** What the rows make of contacts that are known, and how each row ended. */
function rewriteKnown(
  rows: readonly GoodRow[],
  known: ReadonlyMap<string, Contact>,
  made: Set<string | null>,
  isLeftAlone: (contactId: string) => boolean,
): { rewrites: ContactRewrite[]; outcomes: NotedRow[] } {
  const rewrites = new Map<string, ContactRewrite>();
  const outcomes = rows.map(({ row, waId, change }): NotedRow => {
    const contact = known.get(waId);
    // The first row of a new number made the contact; others of it went into the same insert.
    if (contact === undefined) return { row, outcome: made.delete(waId) ? 'created' : 'updated' };
    if (isLeftAlone(contact.id)) return { row, outcome: 'skipped' };
    const before = rewrites.get(contact.id)?.after ?? contact;
    const after = applyChange(before, { ...change, name: change.name ?? before.name });
    const problem = tooManyAttributes(after);
    if (problem !== undefined) return { row, outcome: 'failed', problem };
    if (diffContacts(before, after) === undefined) return { row, outcome: 'unchanged' };
    rewrites.set(contact.id, { before: contact, after });
    return { row, outcome: 'updated' };
  });
  return { rewrites: [...rewrites.values()], outcomes };
}

function tooManyAttributes(contact: Contact): string | undefined {
  try {
    checkAttributeCount(Object.keys(contact.attributes).length);
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}
