import type { components } from '@parley/contract/settings';
import { readRetention, sessionLifeMs } from '../../modules/accounts/index.ts';
import { undoKeptMs } from '../../modules/contact-jobs/index.ts';
import type { SettingsDeps } from './settings-deps.ts';

type KeptFor = components['schemas']['KeptFor'];

const dayMs = 86_400_000;

/** What is kept for a time of the server; null: it cannot be set. */
const fixed: readonly KeptFor[] = [
  { what: 'contactJobs', days: undoKeptMs / dayMs, bounds: null },
  { what: 'sessions', days: sessionLifeMs / dayMs, bounds: null },
  { what: 'idempotencyKeys', days: 1, bounds: null },
];

/** What the workspace keeps how long, with what can be set first. */
export async function describeRetention(deps: SettingsDeps, tenantId: string): Promise<KeptFor[]> {
  const own = await readRetention(deps, tenantId);
  return [
    ...own.map(({ what, days, defaultDays, minDays, maxDays }) => ({
      what,
      days,
      bounds: { defaultDays, minDays, maxDays },
    })),
    ...fixed,
  ];
}
