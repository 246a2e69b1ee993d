import type { LeadRow } from './lead-queries.ts';
import type { Lead } from './types.ts';

/** The lead of a row, with its stage as a value of its own. */
export function toLead({ stageId, stageLabel, stageColor, stageOrder, stageKind, ...lead }: LeadRow): Lead {
  const stage = { id: stageId, label: stageLabel, color: stageColor, sortOrder: stageOrder, kind: stageKind };
  return { ...lead, stage };
}
