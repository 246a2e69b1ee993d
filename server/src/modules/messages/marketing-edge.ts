import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { ClaimedMessage } from './dispatch-queries.ts';

const marketingStatement = tenantStatement<{ id: string }>(
  'dispatch.marketing',
  `select wanted.id from unnest($2::text[]) as wanted (id)
   cross join lateral (select template_id from messages where tenant_id = $1 and id = wanted.id limit 1) m
   cross join lateral (
     select 1 from templates t where t.tenant_id = $1 and t.id = m.template_id and upper(t.category) = 'MARKETING' limit 1) t`,
);

/**
 * Which of these messages are marketing templates: those go by the Marketing Messages API of a number that uses it. One
 * statement a claim, for such numbers only. Undefined when the database can't tell; the messages are then tried again.
 */
export async function findMarketing(
  db: Database,
  tenantId: string,
  claimed: readonly ClaimedMessage[],
): Promise<ReadonlySet<string> | undefined> {
  const templates = claimed.filter((message) => message.kind === 'template').map((message) => message.id);
  if (templates.length === 0) return new Set();
  try {
    const rows = await db.tenant(tenantId, marketingStatement, [templates]);
    return new Set(rows.map((row) => row.id));
  } catch {
    return undefined;
  }
}
