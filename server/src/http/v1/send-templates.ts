import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import { noCreditText, openCreditGate } from '../../modules/billing/index.ts';
import { type BroadcastRecipient, startBroadcast } from '../../modules/campaigns/index.ts';
import { getChannel } from '../../modules/channels/index.ts';
import { type AcceptedMessage, operatorOf, sourceOf } from '../../modules/messages/index.ts';
import {
  compileTemplate,
  type FilledTemplate,
  findSendableTemplate,
  type Template,
} from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { contactBlocked } from './refuse.ts';
import type { NamedValue } from './shapes/template-send.ts';
import { findRecipients, type Recipient } from './template-recipients.ts';

/** What v1 and v2 say of a send, whoever receives it. */
export interface TemplateSend {
  readonly templateName: string;
  readonly broadcastName: string | undefined;
  /** A phone number or name of a channel; none: the default one. */
  readonly channelNumber: string | null | undefined;
}

export interface TemplateReceiver {
  readonly target: string;
  readonly parameters: readonly NamedValue[];
  readonly localMessageId: string | undefined;
}

/** What became of one receiver of a bulk send. */
export type ReceiverOutcome =
  | { readonly kind: 'accepted'; readonly address: string; readonly localMessageId: string }
  | { readonly kind: 'number_invalid'; readonly address: string }
  | { readonly kind: 'blocked'; readonly address: string; readonly reason: string }
  | { readonly kind: 'uncovered'; readonly address: string; readonly reason: string }
  | { readonly kind: 'parameters_missing'; readonly address: string; readonly reason: string };

/** What became of a bulk send. */
export interface BulkOutcome {
  /** Undefined when nobody could be sent to. */
  readonly broadcastId: string | undefined;
  /** One for each receiver, in order. */
  readonly receivers: readonly ReceiverOutcome[];
}

/**
 * Accepts a template for one person; undefined when the target names nobody. Throws request.target_missing,
 * channel.not_found, template.not_found, template.not_approved, template.parameters_missing, contact.blocked,
 * tenant.credit_spent or the refusals of the limits of a tenant.
 */
export async function sendTemplateToOne(
  deps: ApiDeps,
  ctx: Context,
  send: TemplateSend,
  receiver: TemplateReceiver,
): Promise<AcceptedMessage | undefined> {
  if (receiver.target === '') {
    throw new AppError('request.target_missing', 'target or whatsappNumber is required.');
  }
  const { channelId, template, fill } = await chooseTemplate(deps, ctx, send);
  const [recipient] = await findRecipients(deps, ctx, [receiver.target]);
  if (recipient === undefined) return undefined;
  const filled = fill(receiver.parameters);
  const isCovered = await openCreditGate(deps, ctx, template.category);
  if (isCovered?.(recipient) === false) throw new AppError('tenant.credit_spent', noCreditText);
  return deps.sender.acceptOne({
    tenantId: ctx.tenantId,
    channelId,
    recipient,
    template,
    filled,
    localMessageId: receiver.localMessageId,
    broadcastId: undefined,
    broadcastName: send.broadcastName,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    bulk: false,
  });
}

/**
 * Accepts a template for those receivers who can get it, as one broadcast in one transaction, and tells of each. Throws as
 * `sendTemplateToOne` for what concerns all.
 */
export async function sendTemplateToMany(
  deps: ApiDeps,
  ctx: Context,
  send: TemplateSend,
  receivers: readonly TemplateReceiver[],
): Promise<BulkOutcome> {
  const { channelId, template, fill } = await chooseTemplate(deps, ctx, send);
  const found = await findRecipients(
    deps,
    ctx,
    receivers.map((receiver) => receiver.target),
  );
  const isCovered = await openCreditGate(deps, ctx, template.category);
  const planned = receivers
    .map((receiver, index) => plan(fill, receiver, found[index]))
    .map((entry) => ('filled' in entry && isCovered?.(entry) === false ? uncovered(entry) : entry));
  const recipients = planned.flatMap((entry) => ('filled' in entry ? [entry] : []));
  if (recipients.length === 0) return { broadcastId: undefined, receivers: planned.flatMap(refusalOf) };
  const name = send.broadcastName ?? template.name;
  // Every receiver has parameters and an id of their own: who is named twice gets both messages.
  const broadcast = await startBroadcast(deps, ctx, { name, channelId, template, recipients, repeats: 'send' });
  const messages = broadcast.messages.values();
  const outcomes = planned.map((entry): ReceiverOutcome => {
    if (!('filled' in entry)) return entry;
    const outcome = present(messages.next().value, 'what became of a recipient');
    const address = outcome.contact.waId ?? outcome.contact.bsuid ?? '';
    if (outcome.kind !== 'accepted') return { kind: 'blocked', address, reason: contactBlocked };
    return { kind: 'accepted', address, localMessageId: entry.localMessageId ?? localMessageIdOf(outcome.id) };
  });
  return { broadcastId: broadcast.id, receivers: outcomes };
}

/** The channel and the template of a send. */
export interface ChosenTemplate {
  readonly channelId: string;
  readonly template: Template;
  readonly fill: (given: readonly NamedValue[]) => FilledTemplate;
}

/** Throws request.invalid, channel.not_found, template.not_found or template.not_approved. */
export async function chooseTemplate(deps: ApiDeps, ctx: Context, send: TemplateSend): Promise<ChosenTemplate> {
  const name = send.templateName.trim();
  if (name === '') throw new AppError('request.invalid', 'template_name is required.');
  const channel = await getChannel(deps, ctx, send.channelNumber?.trim());
  const template = await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name });
  return { channelId: channel.id, template, fill: compileTemplate(template) };
}

type Refused = Exclude<ReceiverOutcome, { kind: 'accepted' }>;

function plan(
  fill: ChosenTemplate['fill'],
  { target, parameters, localMessageId }: TemplateReceiver,
  recipient: Recipient | undefined,
): BroadcastRecipient | Refused {
  if (recipient === undefined) return { kind: 'number_invalid', address: target };
  try {
    return { ...recipient, filled: fill(parameters), localMessageId };
  } catch (error) {
    if (!isAppError(error, 'template.parameters_missing')) throw error;
    const address = recipient.waId ?? recipient.bsuid ?? target;
    return { kind: 'parameters_missing', address, reason: error.message };
  }
}

function uncovered({ waId, bsuid }: BroadcastRecipient): Refused {
  return { kind: 'uncovered', address: waId ?? bsuid ?? '', reason: noCreditText };
}

function refusalOf(entry: BroadcastRecipient | Refused): Refused[] {
  return 'filled' in entry ? [] : [entry];
}
