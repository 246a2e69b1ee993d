import type { Database } from '../db/database.ts';
import { listTemplates, type Template } from '../modules/templates/index.ts';
import type { SimulatedTemplate } from '../simulator/simulator.ts';
import { demoTemplates } from './demo-templates.ts';

/** More are not brought back; an account of Meta's has 6,000 at most. */
const maxKept = 1_000;

/**
 * The templates of the demo account for a simulator that starts: those that the workspace knows, as it knows them, and the
 * demo's that it does not know yet. A simulator forgets with its process what it was given; the workspace keeps it.
 */
export async function readKeptTemplates(
  db: Database,
  { tenantId, wabaId }: { tenantId: string; wabaId: string },
): Promise<readonly SimulatedTemplate[]> {
  const ctx = { tenantId, actor: { kind: 'system' }, requestId: 'simulator' } as const;
  const { templates } = await listTemplates({ db }, ctx, { wabaId, pageNumber: 1, pageSize: maxKept });
  const known = templates.filter((row) => row.metaId !== null);
  const isKnown = ({ name, language }: SimulatedTemplate): boolean =>
    known.some((row) => row.name === name && row.language === language);
  const kept = known.filter((row) => row.status !== 'DELETED').map(toSimulated);
  return [...demoTemplates.filter((template) => !isKnown(template)), ...kept];
}

function toSimulated(row: Template): SimulatedTemplate {
  const { name, language, status, category, parameterFormat, components, quality, rejectedReason } = row;
  return {
    id: row.metaId ?? row.id,
    name,
    language,
    status,
    category,
    parameter_format: parameterFormat,
    components,
    quality_score: { score: quality },
    ...(rejectedReason === null ? {} : { rejected_reason: rejectedReason }),
  };
}
