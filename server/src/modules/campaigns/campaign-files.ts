import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type CampaignFile,
  type FileRow,
  findFileStatement,
  insertFileRowsStatement,
  insertFileStatement,
  listFileRowsStatement,
  setFileRowsStatement,
} from './draft-queries.ts';
import { audienceLimit, refuse } from './plan.ts';

interface FileDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Rows of one statement. */
const sliceSize = 2_500;
const columnLimit = 100;
const nameLimit = 200;
const shownRows = 3;

/**
 * Keeps the rows of a file of recipients, for a month. They come one after the other, and all of them are kept or none. Throws
 * request.invalid, message.too_many_recipients.
 */
export async function keepFile(
  deps: FileDeps,
  ctx: Context,
  file: {
    readonly name: string;
    readonly header: readonly string[];
    readonly rows: AsyncIterable<{ readonly row: number; readonly cells: readonly string[] }>;
  },
): Promise<CampaignFile> {
  if (file.header.length > columnLimit) throw refuse('file', `A file has at most ${columnLimit} columns.`);
  const createdAt = deps.clock.now();
  const id = newId(createdAt.getTime());
  const name = file.name.trim().slice(0, nameLimit) || 'recipients.csv';
  const columns = nameColumns(file.header);
  const rows = await deps.db.transaction(async (tx) => {
    await tx.tenant(ctx.tenantId, insertFileStatement, [id, name, JSON.stringify(columns), createdAt]);
    let count = 0;
    let slice: { readonly row: number; readonly cells: readonly string[] }[] = [];
    const write = async (): Promise<void> => {
      await tx.tenant(ctx.tenantId, insertFileRowsStatement, [
        id,
        slice.map((_, place) => count + place),
        slice.map(({ row }) => row),
        slice.map(({ cells }) => JSON.stringify(cells.slice(0, columns.length))),
      ]);
      count += slice.length;
      slice = [];
    };
    for await (const entry of file.rows) {
      slice.push(entry);
      if (count + slice.length > audienceLimit) {
        throw new AppError('message.too_many_recipients', `The file has more than ${audienceLimit} rows.`);
      }
      if (slice.length === sliceSize) await write();
    }
    if (slice.length > 0) await write();
    if (count === 0) throw refuse('file', 'The file has no rows below its header.');
    await tx.tenant(ctx.tenantId, setFileRowsStatement, [id, count]);
    return count;
  });
  return { id, name, columns, rows, createdAt };
}

/** Throws campaign.file_not_found. */
export async function getFile(deps: Pick<FileDeps, 'db'>, ctx: Context, id: string): Promise<CampaignFile> {
  const [file] = await deps.db.tenant(ctx.tenantId, findFileStatement, [id]);
  if (file) return file;
  throw new AppError('campaign.file_not_found', 'The file of recipients is no longer kept. Upload it again.');
}

/** Its first rows, to be shown. */
export function firstRows(deps: Pick<FileDeps, 'db'>, ctx: Context, id: string): Promise<FileRow[]> {
  return deps.db.tenant(ctx.tenantId, listFileRowsStatement, [id, -1, shownRows]);
}

/** Each with a name of its own. */
function nameColumns(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((heading, place) => {
    const plain = heading.trim().slice(0, nameLimit) || `Column ${place + 1}`;
    let name = plain;
    for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${plain} (${number})`;
    taken.add(name.toLowerCase());
    return name;
  });
}
