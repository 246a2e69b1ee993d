import { type Scope, systemStatement, tenantStatement } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountDeps } from './account-verbs.ts';

/** What a workspace may keep for a time of its own. All else is kept, or for a time of the server. */
const retentionKinds = ['receivedFiles', 'requestLog', 'webhookDeliveries', 'calls', 'linkClicks'] as const;
export type RetentionKind = (typeof retentionKinds)[number];

/** Bounds in days, inclusive; the default holds until somebody sets another. Null: for ever. */
export interface RetentionRule {
  readonly defaultDays: number | null;
  readonly minDays: number;
  readonly maxDays: number;
}

export interface RetentionDeps extends Pick<AccountDeps, 'db'> {
  /** How long the server keeps webhook deliveries: whole days of all workspaces are dropped then, so none keeps them longer. */
  readonly webhookLogDays: number;
}

export interface KeptFor extends RetentionRule {
  readonly what: RetentionKind;
  readonly days: number | null;
}

export type RetentionChange = { readonly [what in RetentionKind]?: number | null | undefined };

const readStatement = tenantStatement<{ what: string; days: number }>(
  'accounts.read-retention',
  'select what, days from retention_settings where tenant_id = $1',
);
const setStatement = tenantStatement(
  'accounts.set-retention',
  `insert into retention_settings (tenant_id, what, days, updated_at) values ($1, $2, $3, $4)
   on conflict (tenant_id, what) do update set days = excluded.days, updated_at = excluded.updated_at`,
);
const dropStatement = tenantStatement(
  'accounts.drop-retention',
  'delete from retention_settings where tenant_id = $1 and what = $2',
);
/** Few workspaces set their own. */
const ofAllStatement = systemStatement<{ tenantId: string; days: number }>(
  'accounts.retention-of-all',
  'select tenant_id as "tenantId", days from retention_settings where what = $1 limit 100000',
);

/**
 * Calls and clicks are small, and reports look back on them: two years by themselves, ten at most. A file can be fetched
 * from WhatsApp for seven days, so it is kept for as long at least.
 */
function ruleOf(what: RetentionKind, webhookLogDays: number): RetentionRule {
  if (what === 'receivedFiles') return { defaultDays: null, minDays: 7, maxDays: 3_650 };
  if (what === 'requestLog') return { defaultDays: 3, minDays: 1, maxDays: 30 };
  if (what === 'webhookDeliveries') return { defaultDays: webhookLogDays, minDays: 1, maxDays: webhookLogDays };
  return { defaultDays: 730, minDays: 30, maxDays: 3_650 };
}

/** How long the workspace keeps each kind of thing: its own days, or the default. */
export async function readRetention(deps: RetentionDeps, tenantId: string): Promise<KeptFor[]> {
  return readIn(deps.db, tenantId, deps.webhookLogDays);
}

async function readIn(scope: Pick<Scope, 'tenant'>, tenantId: string, webhookLogDays: number): Promise<KeptFor[]> {
  const own = new Map((await scope.tenant(tenantId, readStatement)).map(({ what, days }) => [what, days]));
  return retentionKinds.map((what) => {
    const rule = ruleOf(what, webhookLogDays);
    return { what, days: within(rule, own.get(what)), ...rule };
  });
}

/** Sets days; null brings the default back. Answers what holds before and after. Throws request.invalid. */
export async function changeRetention(
  deps: RetentionDeps & Pick<AccountDeps, 'clock'>,
  tenantId: string,
  change: RetentionChange,
): Promise<{ before: KeptFor[]; after: KeptFor[] }> {
  for (const what of retentionKinds) checkDays(what, change[what], ruleOf(what, deps.webhookLogDays));
  return deps.db.transaction(async (tx) => {
    const before = await readIn(tx, tenantId, deps.webhookLogDays);
    for (const what of retentionKinds) {
      const days = change[what];
      if (days === null) await tx.tenant(tenantId, dropStatement, [what]);
      else if (days !== undefined) await tx.tenant(tenantId, setStatement, [what, days, deps.clock.now()]);
    }
    return { before, after: await readIn(tx, tenantId, deps.webhookLogDays) };
  });
}

const dayMs = 24 * 60 * 60_000;

/** For sweeps over all workspaces: from which moment on each keeps things of that kind; undefined: all of them. */
export async function readKeptFrom(
  deps: RetentionDeps & Pick<AccountDeps, 'clock'>,
  what: RetentionKind,
): Promise<(tenantId: string) => Date | undefined> {
  const rule = ruleOf(what, deps.webhookLogDays);
  const own = new Map((await deps.db.system(ofAllStatement, [what])).map(({ tenantId, days }) => [tenantId, days]));
  const nowMs = deps.clock.nowMs();
  return (tenantId) => {
    const days = within(rule, own.get(tenantId));
    return days === null ? undefined : new Date(nowMs - days * dayMs);
  };
}

// What was set while the server kept things longer is bounded by what it keeps now.
function within({ defaultDays, minDays, maxDays }: RetentionRule, own: number | undefined): number | null {
  const days = own ?? defaultDays;
  return days === null ? null : Math.max(minDays, Math.min(days, maxDays));
}

function checkDays(what: RetentionKind, days: number | null | undefined, { minDays, maxDays }: RetentionRule): void {
  if (days === undefined || days === null) return;
  if (Number.isInteger(days) && days >= minDays && days <= maxDays) return;
  throw new AppError('request.invalid', `${what} can be kept for ${minDays} to ${maxDays} days.`, {
    details: { field: what },
  });
}
