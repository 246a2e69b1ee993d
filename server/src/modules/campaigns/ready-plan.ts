import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { type Channel, listChannels } from '../channels/index.ts';
import { describeTemplate, getTemplate, type Template, type TemplateDescription } from '../templates/index.ts';
import { findUploads, type Uploads } from './find-uploads.ts';
import { type CampaignPlan, refuse, requireAudience } from './plan.ts';

/** A plan of which nothing is missing. */
export interface ReadyPlan {
  readonly template: Template;
  readonly channel: Channel;
  readonly uploads: Uploads;
}

/** Kinds of buttons for which each send must bring what no campaign knows: products, or an order. */
const unfillable: Readonly<Record<string, string>> = {
  mpm: 'products',
  spm: 'a product',
  order_details: 'an order',
};

/**
 * Throws request.invalid for what is missing, template.not_found, template.not_approved, channel.not_found.
 */
export async function readyPlan(
  deps: { readonly db: Database; readonly clock: Clock },
  ctx: Context,
  plan: CampaignPlan,
): Promise<ReadyPlan> {
  requireAudience(plan.audience);
  if (plan.templateId === null) throw refuse('templateId', 'Choose a template.');
  const template = await findTemplate(deps, ctx, plan.templateId);
  if (template.status !== 'APPROVED') {
    const message = `Template "${template.name}" is not approved: its state is ${template.status}.`;
    throw new AppError('template.not_approved', message);
  }
  const channels = await listChannels(deps, ctx);
  const channel = plan.channelId === null ? channels[0] : channels.find(({ id }) => id === plan.channelId);
  if (!channel) throw new AppError('channel.not_found', 'The number of this campaign is not connected any more.');
  if (channel.wabaId !== template.wabaId) {
    throw refuse('channelId', `The template "${template.name}" belongs to another WhatsApp account than the number.`);
  }
  const given = new Set(plan.values.map(({ name }) => name.toLowerCase()));
  const described = describeTemplate(template);
  refuseUnfillable(template, described);
  const missing = described.parameters.filter(({ name }) => !given.has(name.toLowerCase()));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw refuse('values', `Say where the values of ${names} come from.`);
  }
  refuseEmpty(plan, described);
  return { template, channel, uploads: await findUploads(deps, ctx, plan, template) };
}

/** Throws request.invalid for values that are empty for everybody: each person would be skipped for the same reason. */
function refuseEmpty({ values }: CampaignPlan, { parameters }: TemplateDescription): void {
  const needed = new Set(parameters.map(({ name }) => name.toLowerCase()));
  const empty = values
    .filter(({ name, from, value, fallback }) => {
      if (from === 'upload' || !needed.has(name.toLowerCase()) || value.trim() !== '') return false;
      return from === 'text' || fallback.trim() === '';
    })
    .map(({ name }) => name);
  if (empty.length === 0) return;
  const verb = empty.length === 1 ? `value of ${empty[0]} is` : `values of ${empty.join(', ')} are`;
  throw refuse('values', `The ${verb} empty.`);
}

/** Throws request.invalid for a template of which WhatsApp would refuse every message. */
function refuseUnfillable({ name }: Template, { buttons, cards, header }: TemplateDescription): void {
  const sections = [{ buttons, header }, ...cards];
  const button = sections.flatMap((section) => section.buttons).find(({ kind }) => kind in unfillable);
  const what = button
    ? unfillable[button.kind]
    : sections.some((section) => section.header?.format === 'PRODUCT')
      ? 'a product'
      : undefined;
  if (what === undefined) return;
  throw refuse('templateId', `The template "${name}" needs ${what} with each message, which a campaign cannot bring.`);
}

async function findTemplate(deps: { readonly db: Database }, ctx: Context, id: string): Promise<Template> {
  try {
    return await getTemplate(deps, ctx, id);
  } catch (error) {
    if (isAppError(error, 'template.not_found')) throw refuse('templateId', 'The template is gone. Choose another.');
    throw error;
  }
}
