import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { GraphFailure } from '../../meta/graph-client.ts';
import { type ChannelCredentials, listAccountChannels } from '../channels/index.ts';
import { readAnatomy } from './anatomy.ts';
import { claimSubmitStatement, keepOwnStatement, releaseStatement, settleSubmitStatement } from './call-queries.ts';
import { type ComposedTemplate, composeTemplate } from './compose-template.ts';
import type { TemplateContent } from './content.ts';
import { refuseBroken } from './create-template.ts';
import { inFlightSince } from './meta-calls.ts';
import { throwFailure } from './meta-failure.ts';
import { subCategoryOf } from './sub-category.ts';
import { lookUpTemplates, syncTemplate } from './sync-templates.ts';
import { getAccount, type TemplateDeps } from './template-deps.ts';
import { templateChanged } from './template-event.ts';
import { getTemplate } from './template-verbs.ts';
import { trackLinks } from './tracked-links.ts';
import type { Template, TemplateOwn } from './types.ts';
import { uploadSamples } from './upload-samples.ts';

export interface TemplateSubmission {
  readonly id: string;
  readonly category: string;
  readonly content: TemplateContent;
}

/** States from which Meta takes an edit (cloud-api-behaviour 7.3). */
const editable: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

/** Meta's answer to a name that is there already in that language (cloud-api-behaviour 5). */
const duplicateName = 2388024;

/**
 * What is said when Meta's list shows nothing of a submission. A creation may be submitted again: if the first came to pass, Meta
 * calls the name a duplicate. An edit may have been taken all the same: Meta shows the state from before until it has begun, and
 * after a review that ended at once; a second one counts against the one a day.
 */
const notShown: Readonly<Record<Plan['call'], string>> = {
  create: 'Meta did not answer, and does not list the template. Submit it again.',
  edit:
    'Meta did not answer, so it is not known whether it took the change. Read the templates from Meta again in a minute, ' +
    'and submit it again only if it is not there.',
};

/** A submission that keeps Meta's rules, with the state it was decided on. */
interface Plan extends ComposedTemplate {
  readonly template: Template;
  readonly call: 'create' | 'edit';
  readonly category: string;
  readonly own: TemplateOwn;
}

/**
 * Submits a draft to Meta's review with this content, or edits a template that Meta has: approved, rejected or paused. The row
 * says PENDING while Meta is asked; a refusal brings the state from before back. When Meta's answer is lost the template is
 * looked up there, and what Meta has counts; an edit that it does not show is not known. Throws template.not_found, template.invalid, template.not_editable,
 * template.busy, channel.not_found, meta.rejected, meta.unavailable and what a sample that can't be fetched gives.
 */
export async function submitTemplate(deps: TemplateDeps, ctx: Context, input: TemplateSubmission): Promise<Template> {
  const template = await getSettledTemplate(deps, ctx, input.id);
  const plan = planSubmission(template, input, `${deps.publicUrl()}/l/`);
  const account = await getAccount(deps, ctx, template.wabaId);
  const components = await uploadSamples(deps, account, plan.components);
  const callId = await claim(deps, ctx, plan);
  const outcome = await callMeta(deps, account, plan, components);
  if (outcome.kind === 'taken') return settle(deps, ctx, plan, callId, outcome);
  // An earlier creation whose answer was lost may have come to pass after all: then Meta calls the name a duplicate.
  const isDuplicate = outcome.kind === 'rejected' && outcome.error.subcode === duplicateName;
  const isLost = outcome.kind === 'unavailable' && outcome.sent;
  if (isLost || isDuplicate) {
    const found = await lookUp(deps, ctx, account, plan);
    if (found) return found;
    if (isDuplicate) throwFailure(outcome);
    throw new AppError('meta.unavailable', notShown[plan.call]);
  }
  await release(deps, ctx, plan, callId);
  throwFailure(outcome);
}

/** The template; when a call for it was left open by a lost answer or a process that died, it is looked up at Meta first. */
async function getSettledTemplate(deps: TemplateDeps, ctx: Context, id: string): Promise<Template> {
  const template = await getTemplate(deps, ctx, id);
  if (template.metaCall === null) return template;
  await syncTemplate(deps, await getAccount(deps, ctx, template.wabaId), template.name);
  const settled = await getTemplate(deps, ctx, id);
  if (settled.metaCall === null) return settled;
  throw new AppError('template.busy', 'The template is being changed at this moment.');
}

function planSubmission(template: Template, { category: given, content }: TemplateSubmission, linkBase: string): Plan {
  const { name, language, status } = template;
  const call = status === 'DRAFT' ? 'create' : 'edit';
  if (call === 'edit' && !(editable.has(status) && template.metaId !== null)) {
    throw new AppError('template.not_editable', `A template in the state ${status} can't be changed or submitted.`);
  }
  const category = given.toUpperCase();
  const composed = composeTemplate(category, content);
  refuseBroken({ name, language, category, format: composed.parameterFormat, components: composed.components });
  if (status === 'APPROVED' && category !== template.category) {
    throw new AppError('template.not_editable', 'The category of an approved template cannot be changed.');
  }
  const samples = keptSamples(template, composed.own.samples);
  const own = { ...keptOwn(template), ...composed.own, samples };
  if (!composed.own.trackClicks) return { ...composed, own, template, call, category };
  const { components, tracked } = trackLinks(composed.components, linkBase);
  return { ...composed, components, own: { ...own, tracked }, template, call, category };
}

function keptOwn({ own }: Template) {
  return { type: own?.type, creationMethod: own?.creationMethod };
}

/** Without the addresses that Meta made: they live for a short time, and Meta gives new ones (cloud-api-behaviour 6.8). */
function keptSamples(template: Template, samples: TemplateOwn['samples']): TemplateOwn['samples'] {
  const atMeta = template.metaId === null ? undefined : readAnatomy({ ...template, own: null });
  if (!atMeta) return samples;
  const links = [atMeta, ...atMeta.cards].map(({ header }) => header?.link);
  return samples?.map((sample, place) => (sample?.link != null && sample.link === links[place] ? null : sample));
}

function contentValues({ template, category, components, parameterFormat, own }: Plan): unknown[] {
  const subCategory = template.subCategory === 'STANDARD' ? subCategoryOf(components) : template.subCategory;
  return [category, subCategory, parameterFormat, JSON.stringify(components), JSON.stringify(own)];
}

async function claim(deps: TemplateDeps, ctx: Context, plan: Plan): Promise<string> {
  const at = deps.clock.now();
  const callId = newId(at.getTime());
  const { id, status } = plan.template;
  const values = [id, plan.call, callId, at, status, inFlightSince(at), ...contentValues(plan)];
  const [claimed] = await deps.db.tenant(ctx.tenantId, claimSubmitStatement, values);
  if (claimed) return callId;
  throw new AppError('template.busy', 'The template is being changed at this moment.');
}

type SubmitOutcome =
  | { readonly kind: 'taken'; readonly metaId: string | null; readonly status: string; readonly category: string }
  | GraphFailure;

async function callMeta(
  { graph }: TemplateDeps,
  { wabaId, accessToken }: ChannelCredentials,
  plan: Plan,
  components: readonly unknown[],
): Promise<SubmitOutcome> {
  const { template, category, parameterFormat } = plan;
  const { name, language, metaId } = template;
  if (plan.call === 'create' || metaId === null) {
    const content = { name, language, category, parameter_format: parameterFormat, components };
    const answer = await graph.createTemplate({ wabaId, accessToken, template: content });
    if (answer.kind !== 'created') return answer;
    return {
      kind: 'taken',
      metaId: answer.templateId,
      status: answer.status,
      category: answer.category ?? category,
    };
  }
  // Meta does not take the category of an approved template, not even the same one.
  const change = {
    ...(category === template.category ? {} : { category }),
    parameter_format: parameterFormat,
    components,
  };
  const answer = await graph.editTemplate({ templateId: metaId, accessToken, change });
  return answer.kind === 'done' ? { kind: 'taken', metaId: null, status: 'PENDING', category } : answer;
}

async function settle(
  deps: TemplateDeps,
  ctx: Context,
  plan: Plan,
  callId: string,
  { metaId, status, category }: Extract<SubmitOutcome, { kind: 'taken' }>,
): Promise<Template> {
  const at = deps.clock.now();
  const content = contentValues({ ...plan, category });
  const { id } = plan.template;
  const settled = await deps.db.transaction(async (tx) => {
    const [template] = await tx.tenant(ctx.tenantId, settleSubmitStatement, [
      id,
      callId,
      metaId,
      at,
      status,
      ...content,
    ]);
    // A word of Meta that came meanwhile was told as it came.
    const before = template?.status === status ? plan.template : template;
    const channels = template ? await listAccountChannels(tx, ctx.tenantId, template.wabaId) : [];
    const events = template && before ? [templateChanged(deps, template, at, { before, channels })] : [];
    await deps.events.record(tx, events);
    return { template, events };
  });
  deps.events.committed(settled.events);
  // Without a row somebody else found out meanwhile what Meta has.
  return settled.template ?? getTemplate(deps, ctx, id);
}

// Committed by itself: the refusal that is thrown next would undo it with the call around.
async function release(deps: TemplateDeps, ctx: Context, plan: Plan, callId: string): Promise<void> {
  await deps.db.tenant(ctx.tenantId, releaseStatement, [plan.template.id, callId, deps.clock.now()]);
  await deps.db.checkpoint();
}

/** What Meta lists under that name counts; undefined when that is as it was before. */
async function lookUp(
  deps: TemplateDeps,
  ctx: Context,
  account: ChannelCredentials,
  { template: { id, name, status }, own }: Plan,
): Promise<Template | undefined> {
  await lookUpTemplates(deps, account, name);
  const found = await getTemplate(deps, ctx, id);
  if (found.status === status) return undefined;
  const [kept] = await deps.db.tenant(ctx.tenantId, keepOwnStatement, [id, JSON.stringify(own)]);
  return kept ?? found;
}
