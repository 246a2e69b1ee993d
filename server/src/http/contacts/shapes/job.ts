import type { components } from '@parley/contract/contacts';
import { type ContactJob, canUndo, type ImportMapping } from '../../../modules/contact-jobs/index.ts';
import type { ContactChange } from '../../../modules/contacts/index.ts';

type Schemas = components['schemas'];

export function toJob(job: ContactJob, operatorName: string | null, nowMs: number): Schemas['Job'] {
  const { id, kind, state, total, detail, problem } = job;
  const { done, created, updated, unchanged, skipped, failed, undone, kept } = job;
  return {
    id,
    kind,
    state,
    total,
    ...{ done, created, updated, unchanged, skipped, failed, undone, kept },
    canUndo: canUndo(job, nowMs),
    problem: state === 'failed' ? problem : null,
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    fileName: detail.fileName ?? null,
    header: detail.header ? [...detail.header] : null,
    mapping: detail.mapping ? toMapping(detail.mapping) : null,
    change: detail.change ? toChange(detail.change) : null,
    renamed: toRenamed(detail.change),
    segmentName: detail.segmentName ?? null,
    teamName: detail.teamName ?? null,
    operatorName,
  };
}

function toRenamed({ renameAttribute }: ContactChange = {}): Schemas['Job']['renamed'] {
  return renameAttribute ? { from: renameAttribute.from, to: renameAttribute.to } : null;
}

function toMapping({ columns, existing, emptyRemoves, teamId }: ImportMapping): Schemas['Mapping'] {
  return { columns: [...columns], existing, emptyRemoves, ...(teamId === undefined ? {} : { teamId }) };
}

function toChange(change: ContactChange): Schemas['Change'] {
  const { setAttributes, removeAttributes, addTeamIds, removeTeamIds, allowBroadcast, optedIn } = change;
  return {
    ...(setAttributes ? { setAttributes } : {}),
    ...(removeAttributes ? { removeAttributes: [...removeAttributes] } : {}),
    ...(addTeamIds ? { addTeamIds: [...addTeamIds] } : {}),
    ...(removeTeamIds ? { removeTeamIds: [...removeTeamIds] } : {}),
    ...(allowBroadcast === undefined ? {} : { allowBroadcast }),
    ...(optedIn === undefined ? {} : { optedIn }),
  };
}

export function fromMapping({ columns, existing, emptyRemoves, teamId }: Schemas['Mapping']): ImportMapping {
  return {
    columns: columns.map(({ kind, name }) => (kind === 'attribute' ? { kind, name: (name ?? '').trim() } : { kind })),
    existing,
    emptyRemoves,
    teamId: teamId?.trim() || undefined,
  };
}
