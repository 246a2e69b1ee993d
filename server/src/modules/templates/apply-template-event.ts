import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { AccountPlace } from '../channels/index.ts';
import { applyEventStatement } from './queries.ts';
import { readReason } from './sync-templates.ts';
import { templateChanged } from './template-event.ts';

/** An account event of Meta: a `change` of its webhook. */
export interface TemplateEvent {
  readonly wabaId: string;
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** What Meta's word does to the state of a template. FLAGGED and LOCKED are warnings: it can still be sent. */
const statusAfter: Readonly<Record<string, string>> = {
  APPROVED: 'APPROVED',
  ARCHIVED: 'ARCHIVED',
  DELETED: 'DELETED',
  DISABLED: 'DISABLED',
  IN_APPEAL: 'IN_APPEAL',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  PAUSED: 'PAUSED',
  PENDING: 'PENDING',
  PENDING_DELETION: 'PENDING_DELETION',
  REINSTATED: 'APPROVED',
  REJECTED: 'REJECTED',
  UNARCHIVED: 'APPROVED',
};

interface Change {
  readonly status?: string | undefined;
  readonly quality?: string | undefined;
  readonly category?: string | undefined;
}

/**
 * Writes what a webhook of Meta says of a template into the rows of the tenants that have the account, and answers
 * the events of those that changed, which are recorded. Does nothing for other fields, unknown words, repeats and templates that are not known yet. May be applied
 * twice. Content is not in these events: after an edit the templates must be synchronised.
 */
export async function applyTemplateEvent(
  tx: Transaction,
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  { wabaId, field, value }: TemplateEvent,
  places: readonly AccountPlace[],
): Promise<PlatformEvent[]> {
  const { status, quality, category } = readChange(field, value);
  if (status === undefined && quality === undefined && category === undefined) return [];
  const at = deps.clock.now();
  const changed = await tx.system(applyEventStatement, [
    wabaId,
    readText(value.message_template_id) ?? null,
    readText(value.message_template_name) ?? null,
    readText(value.message_template_language) ?? null,
    status ?? null,
    quality ?? null,
    category ?? null,
    at,
    readReason(status === 'REJECTED' ? readText(value.reason) : undefined),
    places.map((place) => place.tenantId),
  ]);
  const events = changed.map(({ before, ...template }) => {
    const channels = places.find((place) => place.tenantId === template.tenantId)?.channels ?? [];
    return templateChanged(deps, template, at, { before, channels });
  });
  await deps.events.record(tx, events);
  return events;
}

function readChange(field: string, value: TemplateEvent['value']): Change {
  switch (field) {
    case 'message_template_status_update':
      return { status: statusAfter[readWord(value.event) ?? ''], category: readWord(value.message_template_category) };
    case 'message_template_quality_update':
      return { quality: readWord(value.new_quality_score) };
    // A notice of a change to come names the present category as the new one.
    case 'template_category_update':
      return { category: readWord(value.new_category) };
    default:
      return {};
  }
}

/** One of Meta's words, known or not, in upper case. */
function readWord(raw: unknown): string | undefined {
  return typeof raw === 'string' && /^[A-Za-z_]{1,40}$/.test(raw) ? raw.toUpperCase() : undefined;
}

/** Ids are numbers here and text elsewhere; one beyond 2^53 was read as text already. */
function readText(raw: unknown): string | undefined {
  if (typeof raw === 'number') return String(raw);
  return typeof raw === 'string' && raw !== '' ? raw : undefined;
}
