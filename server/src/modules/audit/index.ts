/**
 * Owns the log of who changed what. Promises that an entry and the change it tells of are one commit, that entries are only
 * added, that none holds a secret, and that one which was changed afterwards is found. Does not decide what is worth telling.
 */
export { type AuditFilter, type AuditPage, auditPageLimit, listAudit } from './list-audit.ts';
export { type AuditDeps, runAudited } from './record-audit.ts';
export type { AuditActor, AuditEntry, AuditFacts } from './types.ts';
export { type AuditVerdict, verifyAudit } from './verify-audit.ts';
