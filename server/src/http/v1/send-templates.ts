import { present } from '../../kernel/assert.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError, isAppError } from '../../kernel/errors.ts';
import { localMessageIdOf } from '../../kernel/ids.ts';
import { getChannel } from '../../modules/channels/index.ts';
import {
  type AcceptedMessage,
  operatorOf,
  sendTemplateBulk,
  sourceOf,
  type TemplateMessageInput,
} from '../../modules/messages/index.ts';
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
  | { readonly kind: 'parameters_missing'; readonly address: string; readonly reason: string };

/**
 * Accepts a template for one person; undefined when the target names nobody. Throws request.target_missing,
 * channel.not_found, template.not_found, template.not_approved, template.parameters_missing or contact.blocked.
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
  const chosen = await chooseTemplate(deps, ctx, send);
  const [recipient] = await findRecipients(deps, ctx, [receiver.target]);
  if (recipient === undefined) return undefined;
  const filled = chosen.fill(receiver.parameters);
  return deps.sender.acceptOne(toInput(ctx, { send, chosen, receiver, recipient, filled, bulk: false }));
}

/**
 * Accepts a template for those receivers who can get it, all in one transaction, and tells of each. Throws as
 * `sendTemplateToOne` for what concerns all.
 */
export async function sendTemplateToMany(
  deps: ApiDeps,
  ctx: Context,
  send: TemplateSend,
  receivers: readonly TemplateReceiver[],
): Promise<ReceiverOutcome[]> {
  const chosen = await chooseTemplate(deps, ctx, send);
  const recipients = await findRecipients(
    deps,
    ctx,
    receivers.map((receiver) => receiver.target),
  );
  const planned = receivers.map((receiver, index) =>
    plan(ctx, { send, chosen, receiver, recipient: recipients[index] }),
  );
  const messages = await sendTemplateBulk(
    deps,
    planned.flatMap((entry) => ('input' in entry ? [entry.input] : [])),
  );
  let next = 0;
  return planned.map((entry): ReceiverOutcome => {
    if (!('input' in entry)) return entry;
    const outcome = present(messages[next++], 'what became of the message');
    const address = outcome.contact.waId ?? outcome.contact.bsuid ?? '';
    if (outcome.kind === 'blocked') return { kind: 'blocked', address, reason: contactBlocked };
    return { kind: 'accepted', address, localMessageId: entry.input.localMessageId ?? localMessageIdOf(outcome.id) };
  });
}

interface Chosen {
  readonly channelId: string;
  readonly template: Template;
  readonly fill: (given: readonly NamedValue[]) => FilledTemplate;
}

async function chooseTemplate(deps: ApiDeps, ctx: Context, send: TemplateSend): Promise<Chosen> {
  const name = send.templateName.trim();
  if (name === '') throw new AppError('request.invalid', 'template_name is required.');
  const channel = await getChannel(deps, ctx, send.channelNumber?.trim());
  const template = await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name });
  return { channelId: channel.id, template, fill: compileTemplate(template) };
}

interface Planning {
  readonly send: TemplateSend;
  readonly chosen: Chosen;
  readonly receiver: TemplateReceiver;
  readonly recipient: Recipient | undefined;
}

type Planned = { readonly input: TemplateMessageInput } | Exclude<ReceiverOutcome, { kind: 'accepted' | 'blocked' }>;

function plan(ctx: Context, { send, chosen, receiver, recipient }: Planning): Planned {
  if (recipient === undefined) return { kind: 'number_invalid', address: receiver.target };
  try {
    const filled = chosen.fill(receiver.parameters);
    return { input: toInput(ctx, { send, chosen, receiver, recipient, filled, bulk: true }) };
  } catch (error) {
    if (!isAppError(error, 'template.parameters_missing')) throw error;
    const address = recipient.waId ?? recipient.bsuid ?? receiver.target;
    return { kind: 'parameters_missing', address, reason: error.message };
  }
}

function toInput(
  ctx: Context,
  parts: Planning & { readonly recipient: Recipient; readonly filled: FilledTemplate; readonly bulk: boolean },
): TemplateMessageInput {
  return {
    tenantId: ctx.tenantId,
    channelId: parts.chosen.channelId,
    recipient: parts.recipient,
    template: parts.chosen.template,
    filled: parts.filled,
    localMessageId: parts.receiver.localMessageId,
    broadcastId: undefined,
    broadcastName: parts.send.broadcastName,
    operatorId: operatorOf(ctx),
    source: sourceOf(ctx),
    bulk: parts.bulk,
  };
}
