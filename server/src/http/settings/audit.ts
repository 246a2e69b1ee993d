import { Readable } from 'node:stream';
import type { components } from '@parley/contract/settings';
import { AppError } from '../../kernel/errors.ts';
import {
  type AuditEntry,
  type AuditFilter,
  auditPageLimit,
  listAudit,
  verifyAudit,
} from '../../modules/audit/index.ts';
import { toCsvLine } from '../csv/write-csv.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** Entries of one export. */
const exportLimit = 100_000;
const defaultPageSize = 50;

/** The log of who changed what. */
export function createAuditHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return defineHandlers('settings', {
    async listAudit({ ctx, query }) {
      const page = { before: fromCursor(query.cursor), limit: query.limit ?? defaultPageSize };
      const { entries, next } = await listAudit(deps, ctx.tenantId, fromQuery(query), page);
      const nextCursor = next === undefined ? null : String(next);
      return { body: { items: entries.map(toEntry), nextCursor } satisfies Schemas['AuditPage'] };
    },

    async exportAudit({ ctx, query }) {
      const day = deps.clock.now().toISOString().slice(0, 10);
      return {
        stream: Readable.from(csvLines(deps, ctx.tenantId, fromQuery(query))),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="audit-${ctx.tenantId}-${day}.csv"`,
        },
      };
    },

    async verifyAudit({ ctx }) {
      const { entries, hash, brokenAt } = await verifyAudit(deps, ctx.tenantId);
      return { body: { entries, hash, brokenAt: brokenAt ?? null } satisfies Schemas['AuditVerdict'] };
    },
  });
}

interface FilterQuery {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function fromQuery({ actorId, action, from, to }: FilterQuery): AuditFilter {
  return {
    actorId: actorId || undefined,
    action: action || undefined,
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
  };
}

function fromCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  if (/^\d{1,15}$/.test(cursor)) return Number(cursor);
  throw new AppError('request.invalid', 'cursor must be the nextCursor of an earlier page.', {
    details: { field: 'cursor' },
  });
}

function toEntry(entry: AuditEntry): Schemas['AuditEntry'] {
  const { position, at, action, actorKind, actorId, actorName, targetId, targetName } = entry;
  const { address, requestId, changes, hash } = entry;
  return {
    position,
    at: at.toISOString(),
    action,
    actor: { kind: actorKind as Schemas['AuditEntry']['actor']['kind'], id: actorId, name: actorName },
    target: { id: targetId, name: targetName },
    address,
    requestId,
    changes: changes === null ? null : JSON.parse(changes),
    hash,
  };
}

const columns = [
  'position',
  'at',
  'action',
  'actorKind',
  'actorId',
  'actorName',
  'targetId',
  'targetName',
  'address',
  'requestId',
  'changes',
  'hash',
] as const satisfies readonly (keyof AuditEntry)[];

async function* csvLines(deps: SettingsDeps, tenantId: string, filter: AuditFilter): AsyncGenerator<string> {
  yield toCsvLine(columns);
  let before: number | undefined;
  for (let told = 0; told < exportLimit; told += auditPageLimit) {
    const { entries, next } = await listAudit(deps, tenantId, filter, { before, limit: auditPageLimit });
    yield entries.map(toLine).join('');
    if (next === undefined) return;
    before = next;
  }
}

function toLine(entry: AuditEntry): string {
  const { at, ...members } = entry;
  const shown = { ...members, at: at.toISOString() };
  return toCsvLine(columns.map((column) => String(shown[column] ?? '')));
}
