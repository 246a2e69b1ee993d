import type { Context } from '../../kernel/context.ts';
import { type PipelineRow, pipelineStatement } from './lead-queries.ts';
import { listStages } from './stages.ts';
import type { LeadStage, SalesDeps } from './types.ts';

export interface PipelineQuestion {
  readonly from: Date;
  /** Exclusive. */
  readonly to: Date;
  /** Owners; undefined is everyone, with and without a lead of their own. */
  readonly ownerIds: readonly string[] | undefined;
  /** Undefined is every stage. */
  readonly stageIds: readonly string[] | undefined;
}

export interface PipelineEntry {
  readonly stageId: string;
  readonly label: string;
  readonly kind: LeadStage['kind'];
  readonly leads: number;
  readonly values: readonly { readonly currency: string; readonly valueMinor: number; readonly leads: number }[];
}

export interface Pipeline {
  /** Won leads of all that are counted, in percent with two decimals; 0 where there is none. */
  readonly winRate: number;
  /** Every wanted stage in its order, those without leads too, and deleted ones that have some. */
  readonly entries: readonly PipelineEntry[];
}

/**
 * The leads that came into a stage in the period (made or moved), each counted once, in the stage and with the owner and value
 * it had when the period ended. So the pipeline of a past month stays what it was; a removed lead is not counted.
 */
export async function getPipeline(
  deps: Pick<SalesDeps, 'db'>,
  ctx: Context,
  { from, to, ownerIds, stageIds }: PipelineQuestion,
): Promise<Pipeline> {
  const stages = await listStages(deps, ctx);
  const rows = await deps.db.tenant(ctx.tenantId, pipelineStatement, [from, to, ownerIds ?? null, stageIds ?? null]);
  const live = stages.filter(({ id }) => stageIds === undefined || stageIds.includes(id));
  const gone = new Map(rows.filter((row) => row.isDeleted).map((row) => [row.stageId, row]));
  const entries = [
    ...live.map(({ id, label, kind }) => toEntry({ stageId: id, label, kind }, rows)),
    ...[...gone.values()].map(({ stageId, label, kind }) => toEntry({ stageId, label, kind }, rows)),
  ];
  const count = (of: readonly PipelineEntry[]): number => of.reduce((sum, entry) => sum + entry.leads, 0);
  const all = count(entries);
  const won = count(entries.filter((entry) => entry.kind === 'won'));
  return { winRate: all === 0 ? 0 : Math.round((won / all) * 10_000) / 100, entries };
}

function toEntry(
  stage: Pick<PipelineEntry, 'stageId' | 'label' | 'kind'>,
  rows: readonly PipelineRow[],
): PipelineEntry {
  const own = rows.filter((row) => row.stageId === stage.stageId);
  return {
    ...stage,
    leads: own.reduce((sum, row) => sum + row.leads, 0),
    values: own
      .flatMap(({ currency, valued, valueMinor }) =>
        currency === null || valued === 0 ? [] : [{ currency, valueMinor, leads: valued }],
      )
      .sort((a, b) => (a.currency < b.currency ? -1 : 1)),
  };
}
