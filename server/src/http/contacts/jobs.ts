import { Readable } from 'node:stream';
import type { components } from '@parley/contract/contacts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { isId } from '../../kernel/ids.ts';
import { findOperatorById } from '../../modules/accounts/index.ts';
import {
  type ContactJob,
  cancelJob,
  createImport,
  type Edit,
  getJob,
  importFileLimit,
  listJobs,
  previewImport,
  readFailedRows,
  startEdit,
  startImport,
  undoJob,
} from '../../modules/contact-jobs/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { openTable } from '../csv/open-table.ts';
import { csvStart, toCsvLine } from '../csv/write-csv.ts';
import { type ContactPageRequest, defineHandlers, type HandlersBySet } from '../handlers.ts';
import { readChosen } from './read-filter.ts';
import { fromMapping, toJob } from './shapes/job.ts';

type Schemas = components['schemas'];

const defaultLimit = 20;
const bytesPerMegabyte = 1024 * 1024;

/** Imports and edits of many. */
export function createJobHandlers(deps: ApiDeps): HandlersBySet['contacts'] {
  const show = async (ctx: Context, job: ContactJob): Promise<Schemas['Job']> => {
    const operator = job.operatorId === null ? undefined : await findOperatorById(deps, ctx.tenantId, job.operatorId);
    return toJob(job, operator?.name ?? null, deps.clock.nowMs());
  };
  return defineHandlers('contacts', {
    async startContactEdit({ ctx, body }) {
      const people = await readChosen(deps, ctx, body.people);
      return { status: 201, body: await show(ctx, await startEdit(deps, ctx, people, toEdit(body))) };
    },

    async listContactJobs({ ctx, query }) {
      const before = readCursor(query.cursor);
      const { jobs, next } = await listJobs(deps, ctx, { before, limit: query.limit ?? defaultLimit });
      return { body: { jobs: await Promise.all(jobs.map((job) => show(ctx, job))), nextCursor: next ?? null } };
    },

    getContactJob: async ({ ctx, params }) => ({ body: await show(ctx, await getJob(deps, ctx, idOf(params.jobId))) }),

    async cancelContactJob({ ctx, params }) {
      await cancelJob(deps, ctx, idOf(params.jobId));
      return { status: 204, body: undefined };
    },

    async undoContactJob({ ctx, params }) {
      await undoJob(deps, ctx, idOf(params.jobId));
      return { body: await show(ctx, await getJob(deps, ctx, idOf(params.jobId))) };
    },

    async getContactJobErrors({ ctx, params }) {
      const job = await getJob(deps, ctx, idOf(params.jobId));
      const text = errorLines(deps, ctx, job);
      return {
        stream: Readable.from(text, { objectMode: false }),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="import-errors.csv"',
          'x-content-type-options': 'nosniff',
        },
      };
    },

    async createContactImport({ ctx, files }) {
      const [file] = files;
      if (file === undefined) throw new AppError('request.invalid', 'file is missing.', { details: { field: 'file' } });
      if (file.size > importFileLimit) {
        const limit = importFileLimit / bytesPerMegabyte;
        throw new AppError('request.too_large', `The file is larger than ${limit} MB: split it.`);
      }
      const table = await openTable(file.path);
      const { header } = table;
      const job = await createImport(deps, ctx, { fileName: file.fileName, header, rows: () => table.rows() });
      return { status: 201, body: await show(ctx, job) };
    },

    async previewContactImport({ ctx, params, body }) {
      const preview = await previewImport(deps, ctx, idOf(params.jobId), fromMapping(body));
      const { checked, problems } = preview;
      return {
        body: {
          rows: preview.rows.map(({ row, cells, problem }) => ({ row, cells: [...cells], problem: problem ?? null })),
          checked,
          problems,
          examples: [...preview.examples],
        },
      };
    },

    async startContactImport({ ctx, params, body }) {
      return { body: await show(ctx, await startImport(deps, ctx, idOf(params.jobId), fromMapping(body))) };
    },
  });
}

function idOf(text: string): string {
  return text.trim().toLowerCase();
}

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  if (isId(cursor)) return cursor.toLowerCase();
  throw new AppError('request.invalid', 'cursor must be the nextCursor of a page.', { details: { field: 'cursor' } });
}

function toEdit({ kind, change, segmentId }: ContactPageRequest<'startContactEdit'>['body']): Edit {
  if (kind === 'delete') return { kind };
  if (kind === 'edit') return { kind, change: change ?? {} };
  return { kind, segmentId: segmentId?.trim().toLowerCase() ?? '' };
}

async function* errorLines(deps: ApiDeps, ctx: Context, job: ContactJob): AsyncGenerator<string> {
  yield csvStart + toCsvLine(['row', 'problem', ...(job.detail.header ?? [])]);
  for await (const { row, problem, cells } of readFailedRows(deps, ctx, job.id)) {
    yield toCsvLine([String(row), problem, ...cells]);
  }
}
