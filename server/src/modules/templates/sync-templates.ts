import type { Database, Transaction } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import type { GraphTemplate } from '../../meta/graph-nodes.ts';
import { type ChannelCredentials, listAccountChannels } from '../channels/index.ts';
import { readComponents, type TemplateComponent } from './components.ts';
import { inFlightSince } from './meta-calls.ts';
import { cutText, isNumber, listPlaceholders } from './placeholders.ts';
import { lockStatesStatement, markDeletedStatement, upsertPageStatement } from './queries.ts';
import { subCategoryOf } from './sub-category.ts';
import { templateChanged } from './template-event.ts';
import type { Template } from './types.ts';

export interface SyncDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  readonly graph: Pick<GraphClient, 'listTemplates'>;
}

export interface SyncResult {
  /** Templates that Meta listed. */
  readonly listed: number;
  /** Rows that are new or that people see changed. */
  readonly changed: number;
  /** Rows marked DELETED, since Meta no longer lists them. */
  readonly deleted: number;
  /** False when Meta has more pages than are read; nothing is marked DELETED then. */
  readonly complete: boolean;
}

const pageSize = 100;
/** Meta allows an account 6,000 templates. */
const maxPages = 100;
/** Readings from the start again after a cursor went stale. */
const maxReadings = 3;
const staleCursor = 131059;

/**
 * Brings the templates of the channel's account in step with Meta: one statement for each page, then the rows that are gone.
 * What turned out to be another thing than was known is told as if Meta's webhook had said it: it may have been lost. May be run again at any time; ids stay. Throws meta.rejected or meta.unavailable; pages that were read are kept.
 */
export async function syncTemplates(deps: SyncDeps, channel: ChannelCredentials): Promise<SyncResult> {
  const at = deps.clock.now();
  return readUntilDone(deps, channel, { at, over: inFlightSince(at) });
}

/** The same for one name; calls that may still be under way are left alone. */
export async function syncTemplate(deps: SyncDeps, channel: ChannelCredentials, name: string): Promise<void> {
  const at = deps.clock.now();
  await readUntilDone(deps, channel, { at, over: inFlightSince(at), name });
}

/**
 * The same for one name, after a call whose answer was lost: every call under way for it counts as over, and what Meta lists
 * counts. Throws meta.unavailable when Meta can't tell; the call then stays open for the next synchronisation.
 */
export async function lookUpTemplates(deps: SyncDeps, channel: ChannelCredentials, name: string): Promise<void> {
  const at = deps.clock.now();
  try {
    await readUntilDone(deps, channel, { at, over: new Date(at.getTime() + 1), name });
  } catch (cause) {
    if (!isAppError(cause)) throw cause;
    const message = 'Meta did not answer, so it is not known yet what became of the template; the list will show it.';
    throw new AppError('meta.unavailable', message, { cause });
  }
}

interface Reading {
  /** One moment for all pages: what changed together is listed by name. */
  readonly at: Date;
  /** Calls to Meta that began before this are over. */
  readonly over: Date;
  /** All names when undefined. */
  readonly name?: string;
}

async function readUntilDone(deps: SyncDeps, channel: ChannelCredentials, reading: Reading): Promise<SyncResult> {
  for (let readings = 1; ; readings += 1) {
    const result = await readAllPages(deps, channel, reading, readings < maxReadings);
    if (result === 'stale') continue;
    // Committed by itself: what Meta lists holds, also when the call around is refused for it.
    await deps.db.checkpoint();
    return result;
  }
}

async function readAllPages(
  deps: SyncDeps,
  channel: ChannelCredentials,
  reading: Reading,
  mayBeStale: boolean,
): Promise<SyncResult | 'stale'> {
  const { tenantId, wabaId, accessToken } = channel;
  const { at, over, name } = reading;
  const seen = new Map<string, MetaTemplate>();
  let changed = 0;
  let after: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const cursor = { ...(after === undefined ? {} : { after }), ...(name === undefined ? {} : { name }) };
    const answer = await deps.graph.listTemplates({ wabaId, accessToken, limit: pageSize, ...cursor });
    if (answer.kind === 'rejected') {
      if (mayBeStale && answer.error.code === staleCursor) return 'stale';
      throw new AppError('meta.rejected', answer.rule.plain, { details: { error: answer.error } });
    }
    if (answer.kind === 'unavailable') {
      throw new AppError('meta.unavailable', 'Meta could not be asked for the templates.', {
        details: { detail: answer.detail },
      });
    }
    changed += await storePage(deps, channel, takeUnseen(answer.templates, seen), reading);
    after = answer.after;
    if (after === undefined) break;
  }
  const complete = after === undefined;
  const listed = [...seen.values()];
  const gone = [
    wabaId,
    at,
    listed.map((template) => template.name),
    listed.map((template) => template.language),
    over,
    name ?? null,
  ];
  const deleted = complete
    ? await tell(
        deps,
        channel,
        { at, names: name === undefined ? null : [name] },
        (tx) => tx.tenant(tenantId, markDeletedStatement, gone),
        () => true,
      )
    : [];
  return { listed: seen.size, changed, deleted: deleted.length, complete };
}

type Ours =
  | 'tenantId'
  | 'id'
  | 'wabaId'
  | 'headerMedia'
  | 'headerParameter'
  | 'own'
  | 'metaCall'
  | 'createdAt'
  | 'updatedAt';
type MetaTemplate = Omit<Template, Ours>;

/** The templates that no earlier page had: a list that grows while it is read repeats some. */
function takeUnseen(page: readonly GraphTemplate[], seen: Map<string, MetaTemplate>): MetaTemplate[] {
  return page.flatMap((raw) => {
    const template = fromGraph(raw);
    if (!template) return [];
    const key = `${template.name}/${template.language}`;
    if (seen.has(key)) return [];
    seen.set(key, template);
    return [template];
  });
}

/** Undefined for a template without a name or language, which nothing could refer to. */
function fromGraph(raw: GraphTemplate): MetaTemplate | undefined {
  if (!raw.name || !raw.language) return undefined;
  const components = readComponents(raw.components);
  return {
    metaId: raw.id || null,
    name: raw.name,
    language: raw.language,
    category: raw.category?.toUpperCase() ?? 'UNKNOWN',
    subCategory: raw.sub_category ?? subCategoryOf(components),
    status: raw.status?.toUpperCase() ?? 'PENDING',
    quality: raw.quality_score?.score?.toUpperCase() ?? 'UNKNOWN',
    parameterFormat: readFormat(raw.parameter_format, components),
    components,
    rejectedReason: readReason(raw.rejected_reason),
  };
}

/** Meta says NONE when there is none. */
export function readReason(reason: string | undefined): string | null {
  return reason === undefined || reason === '' || reason.toUpperCase() === 'NONE' ? null : reason;
}

/** Templates from before named parameters may come without the field. */
function readFormat(given: string | undefined, components: readonly TemplateComponent[]): Template['parameterFormat'] {
  const word = given?.toUpperCase();
  if (word === 'NAMED' || word === 'POSITIONAL') return word;
  const texts = components.map((component) => component.text ?? '');
  const numbered = texts.every((text) => listPlaceholders(cutText(text)).every(isNumber));
  return numbered ? 'POSITIONAL' : 'NAMED';
}

async function storePage(
  deps: SyncDeps,
  channel: ChannelCredentials,
  page: readonly MetaTemplate[],
  { at, over }: Reading,
): Promise<number> {
  if (page.length === 0) return 0;
  const { tenantId, wabaId } = channel;
  const values = [
    wabaId,
    at,
    page.map(() => newId(deps.clock.nowMs())),
    page.map((template) => template.metaId),
    page.map((template) => template.name),
    page.map((template) => template.language),
    page.map((template) => template.category),
    page.map((template) => template.subCategory),
    page.map((template) => template.status),
    page.map((template) => template.quality),
    page.map((template) => template.parameterFormat),
    page.map((template) => JSON.stringify(template.components)),
    page.map((template) => template.rejectedReason),
    over,
  ];
  const rows = await tell(
    deps,
    channel,
    { at, names: page.map((template) => template.name) },
    (tx) => tx.tenant(tenantId, upsertPageStatement, values),
    (row) => row.seenChanged && !row.isNew,
  );
  return rows.filter((row) => row.seenChanged).length;
}

/** Writes rows, and with them the events of those that people know and see changed. */
async function tell<Row extends Template>(
  deps: SyncDeps,
  { tenantId, wabaId }: ChannelCredentials,
  { at, names }: { at: Date; names: readonly string[] | null },
  write: (tx: Transaction) => Promise<Row[]>,
  isTold: (row: Row) => boolean,
): Promise<Row[]> {
  const { rows, events } = await deps.db.transaction(async (tx) => {
    const states = await tx.tenant(tenantId, lockStatesStatement, [wabaId, names]);
    const written = await write(tx);
    const told = written.filter(isTold);
    const channels = told.length === 0 ? [] : await listAccountChannels(tx, tenantId, wabaId);
    const beforeOf = new Map(states.map(({ id, ...before }) => [id, before]));
    const happened = told.map((row) =>
      templateChanged(deps, row, at, { before: beforeOf.get(row.id) ?? row, channels }),
    );
    await deps.events.record(tx, happened);
    return { rows: written, events: happened };
  });
  deps.events.committed(events);
  return rows;
}
