import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { toStorableText } from '../../kernel/storable-text.ts';
import { attributeNameLimit, isAttributeName } from '../contacts/index.ts';
import { guessColumns, type ImportMapping, type ReadRow, readRow } from './import-mapping.ts';
import { getJob, type JobDeps, notFound } from './manage-jobs.ts';
import {
  insertJobStatement,
  insertRowsStatement,
  lockJobStatement,
  readRowsStatement,
  setStateStatement,
  setTotalStatement,
} from './queries.ts';
import { requireTeams } from './start-edit.ts';
import { type ContactJob, jobSizeLimit } from './types.ts';

/** Bytes of a file. */
export const importFileLimit = 25 * 1024 * 1024;
/** Columns of a file. */
const importColumnLimit = 100;
const fileNameLimit = 200;
/** Rows stored by one statement. */
const insertSize = 1_000;
/** Rows that a preview looks at. */
const previewScan = 5_000;
/** Rows that a preview shows. */
const previewRows = 20;

export interface ImportFile {
  readonly fileName: string;
  readonly header: readonly string[];
  rows(): AsyncIterable<{ readonly row: number; readonly cells: readonly string[] }>;
}

/**
 * Keeps the rows of a file as a draft; nothing is imported yet. Throws request.invalid when it has no rows, or more rows or
 * columns than may be, and what reading the file throws.
 */
export async function createImport(deps: JobDeps, ctx: Context, file: ImportFile): Promise<ContactJob> {
  if (file.header.length > importColumnLimit) {
    throw new AppError('request.invalid', `The file has more than ${importColumnLimit} columns.`);
  }
  const at = deps.clock.now();
  const id = newId(at.getTime());
  const operatorId = ctx.actor.kind === 'operator' ? ctx.actor.operatorId : null;
  const header = file.header.map((title) => toStorableText(title).slice(0, attributeNameLimit));
  const mapping: ImportMapping = { columns: guessColumns(header), existing: 'update', emptyRemoves: false };
  const detail = JSON.stringify({ fileName: toStorableText(file.fileName).slice(0, fileNameLimit), header, mapping });
  await deps.db.transaction(async (tx) => {
    await tx.tenant(ctx.tenantId, insertJobStatement, [id, 'import', 'draft', operatorId, detail, 0, at]);
    let total = 0;
    let waiting: { row: number; cells: string }[] = [];
    const flush = async (): Promise<void> => {
      const columns = [waiting.map(({ row }) => row), waiting.map(({ cells }) => cells)];
      if (waiting.length > 0) await tx.tenant(ctx.tenantId, insertRowsStatement, [id, ...columns]);
      waiting = [];
    };
    for await (const { row, cells } of file.rows()) {
      total += 1;
      if (total > jobSizeLimit)
        throw new AppError('request.invalid', `The file has more than ${jobSizeLimit} rows: split it.`);
      waiting.push({ row, cells: JSON.stringify(cells.slice(0, header.length).map(toStorableText)) });
      if (waiting.length === insertSize) await flush();
    }
    await flush();
    if (total === 0) throw new AppError('request.invalid', 'The file has a header, but no rows.');
    await tx.tenant(ctx.tenantId, setTotalStatement, [id, total]);
  });
  return getJob(deps, ctx, id);
}

export interface ImportPreview {
  readonly rows: readonly {
    readonly row: number;
    readonly cells: readonly string[];
    readonly problem: string | undefined;
  }[];
  /** Of the first 5,000 rows. */
  readonly checked: number;
  readonly problems: number;
  /** The first rows with a problem. */
  readonly examples: readonly { readonly row: number; readonly problem: string }[];
}

/** What an import would make of the first rows. Throws contactJob.not_found, request.invalid. */
export async function previewImport(
  deps: JobDeps,
  ctx: Context,
  jobId: string,
  mapping: ImportMapping,
): Promise<ImportPreview> {
  const job = await getJob(deps, ctx, jobId);
  if (job.kind !== 'import') throw notFound();
  checkMapping(job, mapping, { isPreview: true });
  const rows = await deps.db.tenant(ctx.tenantId, readRowsStatement, [jobId, 0, previewScan]);
  const read = rows.map(({ row, cells }) => ({ row, cells, result: readRow(cells, mapping) }));
  const problemOf = (result: ReadRow): string | undefined => result.problem;
  const bad = read.flatMap(({ row, result }) => {
    const problem = problemOf(result);
    return problem === undefined ? [] : [{ row, problem }];
  });
  return {
    rows: read.slice(0, previewRows).map(({ row, cells, result }) => ({ row, cells, problem: problemOf(result) })),
    checked: rows.length,
    problems: bad.length,
    examples: bad.slice(0, previewRows),
  };
}

/** Begins an import. Throws contactJob.not_found, contactJob.ended when it was begun before, request.invalid, team.not_found. */
export async function startImport(
  deps: JobDeps,
  ctx: Context,
  jobId: string,
  mapping: ImportMapping,
): Promise<ContactJob> {
  if (mapping.teamId !== undefined) await requireTeams(deps, ctx, [mapping.teamId]);
  await deps.db.transaction(async (tx) => {
    const [job] = await tx.tenant(ctx.tenantId, lockJobStatement, [jobId]);
    if (job === undefined || job.kind !== 'import') throw notFound();
    if (job.state !== 'draft') throw new AppError('contactJob.ended', 'This import was begun already.');
    checkMapping(job, mapping, { isPreview: false });
    const detail = JSON.stringify({ ...job.detail, mapping });
    await tx.tenant(ctx.tenantId, setStateStatement, [jobId, 'running', detail, deps.clock.now(), null]);
  });
  deps.contactJobsDue();
  return getJob(deps, ctx, jobId);
}

function checkMapping(
  job: ContactJob,
  { columns }: ImportMapping,
  { isPreview }: { readonly isPreview: boolean },
): void {
  const refuse = (text: string): never => {
    throw new AppError('request.invalid', text, { details: { field: 'columns' } });
  };
  const width = job.detail.header?.length ?? 0;
  if (columns.length !== width) refuse(`columns must say of each of the ${width} columns what it is.`);
  const seen = new Set<string>();
  for (const column of columns) {
    if (column.kind === 'ignore') continue;
    const name = column.kind === 'attribute' ? column.name.trim() : '';
    const key = column.kind === 'attribute' ? `attribute ${name}` : column.kind;
    if (column.kind === 'attribute' && !isAttributeName(name)) {
      refuse('An attribute needs a name other than name and phone.');
    }
    if (name.length > attributeNameLimit)
      refuse(`The name of an attribute has at most ${attributeNameLimit} characters.`);
    if (seen.has(key)) refuse(`Two columns are ${key}.`);
    seen.add(key);
  }
  if (!isPreview && !seen.has('phone')) refuse('No column holds the phone number.');
}
