import type { Job } from './contact-queries.ts';

const numbers = new Intl.NumberFormat();

/** What a job does, in a line. */
export function titleOf(job: Job): string {
  const people = `${numbers.format(job.total)} ${job.total === 1 ? 'contact' : 'contacts'}`;
  if (job.kind === 'import') return `Import of ${job.fileName ?? 'a file'}`;
  if (job.kind === 'delete') return `Deletion of ${people}`;
  if (job.kind === 'addToSegment') return `${people} into the segment ${job.segmentName ?? ''}`;
  if (job.kind === 'teamDelete') return `Team ${job.teamName ?? ''} taken off ${people}`;
  return `Edit of ${people}: ${changeWords(job)}`;
}

function changeWords({ change, renamed }: Job): string {
  const parts = [
    ...(renamed ? [`${renamed.from} becomes ${renamed.to}`] : []),
    ...Object.entries(change?.setAttributes ?? {}).map(([name, value]) => `${name} becomes ${value || 'empty'}`),
    ...(change?.removeAttributes ?? []).map((name) => `${name} is removed`),
    ...(change?.allowBroadcast === undefined ? [] : [change.allowBroadcast ? 'take campaigns' : 'take no campaigns']),
    ...(change?.optedIn === undefined ? [] : [change.optedIn ? 'have agreed' : 'have not agreed']),
    ...(change?.addTeamIds ? ['join a team'] : []),
    ...(change?.removeTeamIds ? ['leave a team'] : []),
  ];
  return parts.join(', ');
}

const stateWords: Readonly<Record<Job['state'], string>> = {
  draft: 'waits for its columns',
  running: 'under way',
  done: 'done',
  cancelled: 'cancelled',
  failed: 'failed',
  undoing: 'is taken back',
  undone: 'taken back',
};

export function stateOf({ state }: Job): string {
  return stateWords[state];
}

/** What came of it so far: 3 created, 2 updated. */
export function resultOf(job: Job): string {
  const changed = job.kind === 'delete' ? 'deleted' : job.kind === 'addToSegment' ? 'in the segment' : 'updated';
  const parts: [number, string][] = [
    [job.created, 'created'],
    [job.updated, changed],
    [job.unchanged, 'already so'],
    [job.skipped, job.kind === 'import' ? 'known, left alone' : 'gone'],
    [job.failed, 'with errors'],
    [job.undone, 'taken back'],
    [job.kept, 'kept, as they were changed or used since'],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, text]) => `${numbers.format(count)} ${text}`);
  return told.join(', ') || (job.state === 'draft' ? `${numbers.format(job.total)} rows` : 'nothing yet');
}
