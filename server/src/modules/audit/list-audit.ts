import type { Database } from '../../db/database.ts';
import { listEntriesStatement } from './queries.ts';
import type { AuditEntry } from './types.ts';

export interface AuditFilter {
  /** The id of a person or token. */
  readonly actorId?: string | undefined;
  /** A whole action (`role.create`), or the word before its dot (`role`). */
  readonly action?: string | undefined;
  readonly from?: Date | undefined;
  /** Entries of this moment are left out. */
  readonly to?: Date | undefined;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  /** Where the next page begins; undefined at the end. */
  readonly next: number | undefined;
}

/** Entries of a page, at most. */
export const auditPageLimit = 200;

/** The entries before a position, newest first. */
export async function listAudit(
  deps: { readonly db: Database },
  tenantId: string,
  filter: AuditFilter,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<AuditPage> {
  const limit = Math.min(page.limit, auditPageLimit);
  const values = [filter.actorId ?? null, patternOf(filter.action), filter.from ?? null, filter.to ?? null];
  const rows = await deps.db.tenant(tenantId, listEntriesStatement, [page.before ?? null, ...values, limit + 1]);
  const entries = rows.slice(0, limit);
  return { entries, next: rows.length > limit ? entries.at(-1)?.position : undefined };
}

function patternOf(action: string | undefined): string | null {
  if (action === undefined) return null;
  const literal = action.replace(/[\\%_]/g, '\\$&');
  return action.includes('.') ? literal : `${literal}.%`;
}
