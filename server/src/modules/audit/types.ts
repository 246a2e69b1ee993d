/** Who made a change. `command` is the command line of the server. */
export interface AuditActor {
  readonly kind: 'operator' | 'token' | 'command' | 'system';
  readonly id: string | undefined;
  /** As it was called then. */
  readonly name: string;
}

/** What is said of a change besides who made it. */
export interface AuditFacts {
  /** A stable word: `role.create`. */
  readonly action: string;
  readonly targetId?: string | undefined;
  readonly targetName?: string | undefined;
  /** Anything that is JSON; secrets are struck out and long parts cut before it is stored. */
  readonly changes?: unknown;
}

/** Where a change came from. */
export interface AuditSource {
  readonly tenantId: string;
  readonly actor: AuditActor;
  readonly address?: string | undefined;
  readonly requestId: string;
}

export interface AuditEntry {
  readonly position: number;
  readonly at: Date;
  readonly action: string;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly targetId: string | null;
  readonly targetName: string | null;
  readonly address: string | null;
  readonly requestId: string;
  /** JSON text, as it was hashed. */
  readonly changes: string | null;
  readonly hash: string;
}
