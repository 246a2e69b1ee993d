import type { Clock } from '../kernel/clock.ts';
import { checkContent, checkTemplate, type RuleViolation } from '../meta/template-rules/index.ts';
import type { Accounts, Waba } from './accounts.ts';
import { finishAuthentication } from './finish-authentication.ts';
import { GraphError } from './graph-errors.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';
import { optionalText, requireList, requireText } from './read-parameter.ts';
import { componentsUpdate, statusUpdate } from './review-template.ts';
import type { SampleUploads } from './sample-uploads.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { TemplateReviewer } from './template-reviewer.ts';
import type { WebhookSender } from './webhook-sender.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Section 4 of the behaviour notes. */
const createsPerHour = 100;
const editsPerDay = 1;
const editsPerMonth = 10;
const templatesPerAccount = 6_000;
/** Ids that one call deletes. */
const maxDeletions = 100;
const monthMs = 30 * dayMs;
/** Subcodes of the behaviour notes, section 5. */
const nameLocked = 2388023;
const duplicate = 2388024;
const tooMany = 2388019;

const editable: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

/** Creates, edits and deletes templates as Meta does; what is created or edited waits for its review. */
export interface TemplateDesk {
  create(waba: Waba, body: JsonObject): { id: string; status: string; category: string };
  edit(waba: Waba, template: SimulatedTemplate, body: JsonObject): { success: true };
  /** By name, by name and id, or by ids. */
  delete(waba: Waba, query: URLSearchParams): { success: true };
  /** Ends a pause. */
  unpause(waba: Waba, template: SimulatedTemplate): { success: true };
}

export interface TemplateDeskDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly accounts: Accounts;
  readonly samples: SampleUploads;
  readonly reviewer: TemplateReviewer;
  readonly sender: WebhookSender;
}

/** What Meta remembers of an account's templates beside the rows. */
interface Memory {
  /** Moments of creations within the last hour. */
  created: number[];
  /** Moments of edits of approved templates, by id. */
  readonly edited: Map<string, number[]>;
  /** Until when the name of a deleted approved template is taken. */
  readonly locked: Map<string, number>;
}

export function createTemplateDesk(deps: TemplateDeskDeps): TemplateDesk {
  const memories = new Map<Waba, Memory>();
  const memoryOf = (waba: Waba): Memory => {
    const known = memories.get(waba) ?? { created: [], edited: new Map(), locked: new Map() };
    memories.set(waba, known);
    return known;
  };
  return {
    create: (waba, body) => create(deps, memoryOf(waba), waba, body),
    edit: (waba, template, body) => edit(deps, memoryOf(waba), waba, template, body),
    delete: (waba, query) => remove(deps, memoryOf(waba), waba, query),
    unpause(waba, template) {
      if (template.status !== 'PAUSED') throw refusal(undefined, 'The template is not paused.');
      deps.reviewer.unpause(waba, template);
      return { success: true };
    },
  };
}

function create(deps: TemplateDeskDeps, memory: Memory, waba: Waba, body: JsonObject) {
  const now = deps.clock.nowMs();
  const name = requireText(body, 'name');
  const language = requireText(body, 'language');
  const category = requireText(body, 'category').toUpperCase();
  const components = requireList(body, 'components').map(objectOrEmpty);
  const format = formatOf(body);
  refuse(checkTemplate({ name, language, category, format, components }));
  checkHandles(deps, waba, components);
  const rows = waba.templates.filter((row) => row.name === name);
  if (rows.some((row) => row.language === language)) {
    throw refusal(duplicate, 'There is already a template with this name in this language.');
  }
  if ((memory.locked.get(name) ?? 0) > now) {
    throw refusal(nameLocked, 'The name of a deleted template is taken for 30 days.');
  }
  memory.created = memory.created.filter((at) => at > now - hourMs);
  if (memory.created.length >= createsPerHour) throw new GraphError(80007);
  if (waba.templates.length >= templatesPerAccount) throw refusal(tooMany, 'The account has too many templates.');
  memory.created.push(now);
  const template: SimulatedTemplate = {
    id: deps.ids.templateId(),
    name,
    language,
    status: 'PENDING',
    category,
    parameter_format: format,
    components: category === 'AUTHENTICATION' ? finishAuthentication(components) : components,
    quality_score: { score: 'UNKNOWN' },
    ...lifeOf(body),
  };
  deps.accounts.addTemplate(waba, template);
  deps.reviewer.submitted(waba, template);
  return { id: template.id, status: template.status, category };
}

function edit(deps: TemplateDeskDeps, memory: Memory, waba: Waba, template: SimulatedTemplate, body: JsonObject) {
  const now = deps.clock.nowMs();
  if (!editable.has(template.status)) {
    throw refusal(undefined, `A template in the state ${template.status} can't be edited.`);
  }
  const category = optionalText(body, 'category')?.toUpperCase() ?? template.category;
  const isApproved = template.status === 'APPROVED';
  if (isApproved && category !== template.category) {
    throw refusal(undefined, 'The category of an approved template cannot be changed.');
  }
  const given =
    body.components === undefined ? template.components : requireList(body, 'components').map(objectOrEmpty);
  const format = body.parameter_format === undefined ? (template.parameter_format ?? 'POSITIONAL') : formatOf(body);
  if (body.components !== undefined) {
    refuse(checkContent({ category, format, components: given }));
    checkHandles(deps, waba, given);
  }
  if (isApproved) countEdit(memory, template.id, now);
  const { rejected_reason: _before, ...rest } = template;
  const changed: SimulatedTemplate = {
    ...rest,
    category,
    parameter_format: format,
    components: category === 'AUTHENTICATION' ? finishAuthentication(given) : given,
    status: 'PENDING',
    ...lifeOf(body),
  };
  deps.accounts.replaceTemplate(waba, changed);
  deps.sender.send(componentsUpdate(waba, changed));
  deps.reviewer.submitted(waba, changed);
  return { success: true } as const;
}

/** Once a day and ten times in thirty days. */
function countEdit(memory: Memory, id: string, now: number): void {
  const edits = (memory.edited.get(id) ?? []).filter((at) => at > now - monthMs);
  const today = edits.filter((at) => at > now - dayMs).length;
  if (today >= editsPerDay || edits.length >= editsPerMonth) {
    throw refusal(undefined, 'An approved template can be edited once in 24 hours and ten times in 30 days.');
  }
  memory.edited.set(id, [...edits, now]);
}

function remove(deps: TemplateDeskDeps, memory: Memory, waba: Waba, query: URLSearchParams) {
  const found = chooseTemplates(waba, query);
  if (found.some((row) => row.status === 'DISABLED'))
    throw refusal(undefined, 'A disabled template cannot be deleted.');
  for (const template of found) {
    deps.accounts.removeTemplate(waba, template.id);
    deps.sender.send(statusUpdate(deps.clock, waba, template, { decision: 'DELETED', reason: undefined }));
  }
  for (const { name, status } of found) {
    const isNameGone = !waba.templates.some((row) => row.name === name);
    if (isNameGone && status === 'APPROVED') memory.locked.set(name, deps.clock.nowMs() + monthMs);
  }
  return { success: true } as const;
}

/** The templates that a deletion names: by `name`, by `name` and `hsm_id`, or by `hsm_ids` as a JSON array. */
function chooseTemplates(waba: Waba, query: URLSearchParams): SimulatedTemplate[] {
  const name = query.get('name');
  const ids = query.has('hsm_ids') ? readIds(query.get('hsm_ids') ?? '') : undefined;
  const id = query.get('hsm_id');
  if (!name && !ids) throw new GraphError(100, 'The parameter name is required.');
  const wanted = ids ?? (id === null ? undefined : [id]);
  const found = waba.templates.filter(
    (row) => (!name || row.name === name) && (wanted === undefined || wanted.includes(row.id)),
  );
  if (found.length > 0) return found;
  throw new GraphError(100, `Message Template Not Found: ${name ?? wanted?.join(', ')}`, { subcode: 2593002 });
}

function readIds(text: string): string[] {
  // Ids are beyond 2^53: as bare numbers they would lose digits when parsed.
  const ids = /^\s*\[.*\]\s*$/s.test(text) ? [...text.matchAll(/\d+/g)].map(([id]) => id) : [];
  if (ids.length === 0 || ids.length > maxDeletions) {
    throw new GraphError(100, `Param hsm_ids must be a JSON array of 1 to ${maxDeletions} ids.`);
  }
  return ids;
}

/** How long messages of it live; limits of rule 2.15. */
function lifeOf(body: JsonObject): { message_send_ttl_seconds?: number } {
  const seconds = body.message_send_ttl_seconds;
  if (seconds === undefined || seconds === -1) return {};
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < 30 || seconds > 2_592_000) {
    throw new GraphError(100, 'Param message_send_ttl_seconds must be a whole number from 30 to 2592000.');
  }
  return { message_send_ttl_seconds: seconds };
}

function formatOf(body: JsonObject): 'NAMED' | 'POSITIONAL' {
  const word = optionalText(body, 'parameter_format')?.toUpperCase() ?? 'POSITIONAL';
  if (word === 'NAMED' || word === 'POSITIONAL') return word;
  throw new GraphError(100, 'Param parameter_format must be one of {NAMED, POSITIONAL}.');
}

/** A sample must be a handle that this account uploaded. */
function checkHandles(deps: TemplateDeskDeps, waba: Waba, components: readonly JsonObject[]): void {
  const handlesOf = (part: JsonObject): unknown[] => [
    ...listOrEmpty(objectOrEmpty(part.example).header_handle),
    ...listOrEmpty(part.cards).flatMap((card) =>
      listOrEmpty(objectOrEmpty(card).components).flatMap((inner) => handlesOf(objectOrEmpty(inner))),
    ),
  ];
  for (const handle of components.flatMap(handlesOf)) {
    if (typeof handle === 'string' && deps.samples.mediaOf(waba, handle)) continue;
    throw refusal(2388047, 'The sample of a header must be a handle of a file that was uploaded.');
  }
}

function refuse(found: RuleViolation | undefined): void {
  if (found) throw refusal(found.subcode, found.message);
}

function refusal(subcode: number | undefined, userMessage: string): GraphError {
  return new GraphError(100, undefined, { message: 'Invalid parameter', userMessage, ...(subcode ? { subcode } : {}) });
}
