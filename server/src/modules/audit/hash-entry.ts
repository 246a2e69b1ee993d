import { sha256Hex } from '../../kernel/ids.ts';
import type { AuditEntry } from './types.ts';

/** The hash of an entry that follows one with the hash `before` (empty for the first). */
export function hashEntry(tenantId: string, before: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { position, at, action, actorKind, actorId, actorName } = entry;
  const { targetId, targetName, address, requestId, changes } = entry;
  const members = [action, actorKind, actorId, actorName, targetId, targetName, address, requestId, changes];
  return sha256Hex(JSON.stringify([before, tenantId, position, at.toISOString(), ...members]));
}
