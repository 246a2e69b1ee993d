import type { components } from '@parley/contract/campaigns';
import type { CampaignFile, CampaignPlan, Draft, FileRow } from '../../../modules/campaigns/index.ts';
import { guessColumns } from './guess-columns.ts';

type Schemas = components['schemas'];

export function toDraft({ id, name, plan, createdAt, updatedAt }: Draft): Schemas['Draft'] {
  return {
    id,
    name,
    plan: toPlan(plan),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

/** Its members alone, ids as they are stored. */
export function fromPlan({ audience, templateId, channelId, values, schedule }: Schemas['Plan']): CampaignPlan {
  return {
    audience: {
      kind: audience.kind,
      segmentIds: [...new Set(audience.segmentIds.map(toId))],
      contactIds: [...new Set(audience.contactIds.map(toId))],
      fileId: audience.fileId === null ? null : toId(audience.fileId),
      phoneColumn: audience.phoneColumn,
      countryCodeColumn: audience.countryCodeColumn,
      nameColumn: audience.nameColumn,
    },
    templateId: templateId === null ? null : toId(templateId),
    channelId: channelId === null ? null : toId(channelId),
    values: values.map(({ name, from, value, fallback }) => ({ name, from, value, fallback })),
    schedule: { kind: schedule.kind, at: schedule.at, quietFrom: schedule.quietFrom, quietTo: schedule.quietTo },
  };
}

function toPlan({ audience, templateId, channelId, values, schedule }: CampaignPlan): Schemas['Plan'] {
  const { segmentIds, contactIds } = audience;
  return {
    audience: { ...audience, segmentIds: [...segmentIds], contactIds: [...contactIds] },
    templateId,
    channelId,
    values: values.map((value) => ({ ...value })),
    schedule: { ...schedule },
  };
}

function toId(given: string): string {
  return given.trim().toLowerCase();
}

export function toFile(file: CampaignFile, rows: readonly FileRow[]): Schemas['RecipientFile'] {
  const samples = rows.map(({ cells }) => [...cells]);
  return {
    id: file.id,
    name: file.name,
    columns: [...file.columns],
    rows: file.rows,
    samples,
    guess: guessColumns(file.columns, samples),
  };
}
