import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Actor } from '../../kernel/context.ts';

export interface SalesDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** Won and lost stages end a lead, open ones do not. */
export type StageKind = 'open' | 'won' | 'lost';

export interface LeadStage {
  id: string;
  /** Unique in its workspace, in any case. */
  label: string;
  /** `#rrggbb` */
  color: string | null;
  sortOrder: number;
  kind: StageKind;
}

/** A contact on its way to a sale; a contact has one lead at most. */
export interface Lead {
  contactId: string;
  stage: LeadStage;
  /** In the smallest unit of the currency. */
  valueMinor: number | null;
  /** ISO 4217; never null beside a value. */
  currency: string | null;
  ownerId: string | null;
  /** When it came into its present stage. */
  enteredAt: Date;
  createdAt: Date;
  updatedAt: Date;
}

/** A line of a lead's history: what it was after it (for `removed`: before it). */
export interface LeadMove {
  id: string;
  kind: 'created' | 'moved' | 'changed' | 'removed';
  fromStageId: string | null;
  fromStageLabel: string | null;
  stageId: string;
  stageLabel: string;
  valueMinor: number | null;
  currency: string | null;
  ownerId: string | null;
  actor: Actor;
  at: Date;
}

/** When the lead came into the won or lost stage that it is in. */
export function closedAtOf(lead: Lead): Date | null {
  return lead.stage.kind === 'open' ? null : lead.enteredAt;
}
