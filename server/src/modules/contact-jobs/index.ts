/**
 * Owns work on many contacts at once: imports, edits, deletions, and taking them back. Promises that a job goes on where it
 * was after any crash, does each batch once, and that an undo leaves alone what somebody changed since. Does not own the
 * contacts themselves.
 */
export { removeAttribute, renameAttribute } from './attribute-edits.ts';
export type { EditedPeople } from './begin-edit.ts';
export { changePerson, createPerson, type PersonChange } from './change-person.ts';
export { deleteTeam } from './delete-team.ts';
export type { ImportMapping } from './import-mapping.ts';
export { createImport, importFileLimit, previewImport, startImport } from './imports.ts';
export { createJobWorker } from './job-worker.ts';
export { cancelJob, getJob, listJobs, readFailedRows, sweepContactJobs, undoJob } from './manage-jobs.ts';
export { type Edit, startEdit } from './start-edit.ts';
export { type ContactJob, canUndo, undoKeptMs } from './types.ts';
