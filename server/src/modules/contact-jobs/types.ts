import type { ContactChange, KeptRename } from '../contacts/index.ts';
import type { ImportMapping } from './import-mapping.ts';

const jobKinds = ['import', 'edit', 'delete', 'addToSegment', 'teamDelete'] as const;
export type JobKind = (typeof jobKinds)[number];

/**
 * A draft is an import whose columns are not yet assigned. What was cancelled keeps what was done until then; it can be
 * taken back as well.
 */
export type JobState = 'draft' | 'running' | 'done' | 'cancelled' | 'failed' | 'undoing' | 'undone';

/** Ids of what names an attribute and was changed with it. */
export interface Followers {
  readonly segments: readonly string[];
  readonly drafts: readonly string[];
  readonly quickReplies: readonly string[];
  readonly chatbots: readonly string[];
}

export interface JobDetail {
  /** Of an import. */
  readonly fileName?: string;
  readonly header?: readonly string[];
  readonly mapping?: ImportMapping;
  /** Of an edit. */
  readonly change?: ContactChange;
  /** What names a renamed attribute by its new name. */
  readonly followers?: Followers;
  /** The same of jobs of before, when segments alone followed. */
  readonly renamedSegmentIds?: readonly string[];
  /** Of an attribute that the workspace kept by the name that is gone. */
  readonly kept?: KeptRename;
  readonly segmentId?: string;
  readonly segmentName?: string;
  /** Of the team that is gone. */
  readonly teamName?: string;
}

export interface JobCounts {
  done: number;
  created: number;
  updated: number;
  /** Were as they should be already. */
  unchanged: number;
  skipped: number;
  failed: number;
  /** Taken back. */
  undone: number;
  /** Not taken back, or not wholly: changed or used since. */
  kept: number;
}

export interface ContactJob extends JobCounts {
  tenantId: string;
  id: string;
  kind: JobKind;
  state: JobState;
  operatorId: string | null;
  detail: JobDetail;
  position: string;
  total: number;
  tries: number;
  /** Why it failed. */
  problem: string | null;
  createdAt: Date;
  updatedAt: Date;
  finishedAt: Date | null;
}

/** Contacts or rows of one transaction. */
export const batchSize = 500;
/** Contacts of one edit, rows of one import. */
export const jobSizeLimit = 200_000;
/** Contacts of a change of the workspace itself, which has no filter to narrow. */
export const wholeSizeLimit = 1_000_000;
/** How long rows, error report and what an undo needs are kept. */
export const undoKeptMs = 30 * 24 * 3_600_000;

type Undoable = Pick<ContactJob, 'kind' | 'state' | 'createdAt' | 'created' | 'updated' | 'detail'>;

/** Whether a job can still be taken back. */
export function canUndo({ kind, state, createdAt, created, updated, detail }: Undoable, nowMs: number): boolean {
  const isEnded = state === 'done' || state === 'cancelled' || state === 'failed';
  const isRight = kind === 'import' || kind === 'edit';
  const hasChanged = created + updated > 0 || detail.kept !== undefined;
  return isEnded && isRight && hasChanged && nowMs - createdAt.getTime() < undoKeptMs;
}
