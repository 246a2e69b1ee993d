import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type BillingMemory, noCreditText, openCreditGate } from '../billing/index.ts';
import { listChannels } from '../channels/index.ts';
import { findMedia } from '../media/index.ts';
import {
  checkCaption,
  checkInteractive,
  type InteractiveMessage,
  type SessionContent,
  textLimit,
  toInteractiveContent,
  toMediaContent,
} from '../messages/index.ts';
import { type FilledTemplate, fillTemplate, findSendableTemplate, type Template } from '../templates/index.ts';

/** A message as a person of the team wrote it, told apart by `kind`; stored so when it is scheduled. */
export interface MessageDraft {
  readonly kind: 'text' | 'media' | 'template' | 'buttons' | 'list' | 'reaction';
  /** The text, the caption of a file, or the body of buttons and lists. */
  readonly text?: string | undefined;
  readonly mediaId?: string | undefined;
  readonly isVoice?: boolean | undefined;
  readonly template?: TemplateChoice | undefined;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  /** The label that opens a list. */
  readonly button?: string | undefined;
  readonly buttons?: readonly { readonly id?: string | undefined; readonly title: string }[] | undefined;
  readonly sections?: readonly DraftSection[] | undefined;
  /** The message reacted to, and the emoji; an empty one takes the reaction back. */
  readonly messageId?: string | undefined;
  readonly emoji?: string | undefined;
}

interface DraftSection {
  readonly title?: string | undefined;
  readonly rows: readonly {
    readonly id?: string | undefined;
    readonly title: string;
    readonly description?: string | undefined;
  }[];
}

export interface TemplateChoice {
  readonly name: string;
  readonly language?: string | undefined;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[] | undefined;
}

export interface DraftDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly billing: BillingMemory;
}

export type PreparedDraft =
  | { readonly kind: 'session'; readonly content: SessionContent }
  | { readonly kind: 'template'; readonly template: Template; readonly filled: FilledTemplate };

const emojiLimit = 40;

const wamidStatement = tenantStatement<{ wamid: string | null }>(
  'inbox.wamid-of-message',
  `select wamid from messages where tenant_id = $1 and id = $2 and conversation_id = $3 and type <> 'reaction'`,
);

/**
 * Checks a draft for a chat and looks up what it names; nothing is written. Throws message.text_empty,
 * message.text_too_long, media.not_found, message.interactive_invalid, message.not_found, message.reaction_forbidden,
 * template.not_found, template.not_approved, template.parameters_missing, tenant.credit_spent or request.invalid.
 */
export async function prepareDraft(
  deps: DraftDeps,
  ctx: Context,
  chat: { readonly id: string; readonly channelId: string; readonly recipient: Recipient },
  draft: MessageDraft,
): Promise<PreparedDraft> {
  switch (draft.kind) {
    case 'text':
      return session({ kind: 'text', text: checkText(draft.text) });
    case 'media':
      return session(await prepareMedia(deps, ctx, draft));
    case 'reaction':
      return session(await prepareReaction(deps, ctx, chat.id, draft));
    case 'template':
      return prepareTemplate(deps, ctx, chat, required(draft.template, 'template'));
    case 'buttons':
    case 'list':
      return session(prepareChoices(draft));
  }
}

/** Whom a template goes to. */
export interface Recipient {
  readonly waId: string | undefined;
  readonly bsuid: string | undefined;
}

/** Fills the approved template of the channel's account. Throws as `prepareDraft`. */
export async function prepareTemplate(
  deps: DraftDeps,
  ctx: Context,
  chat: { readonly channelId: string; readonly recipient: Recipient },
  { name, language, parameters = [] }: TemplateChoice,
): Promise<Extract<PreparedDraft, { kind: 'template' }>> {
  const channel = (await listChannels(deps, ctx)).find((entry) => entry.id === chat.channelId);
  if (channel === undefined) throw new AppError('channel.not_found', 'Channel not found.');
  const template = await findSendableTemplate(deps, ctx, { wabaId: channel.wabaId, name, language });
  const filled = fillTemplate(template, parameters);
  const isCovered = await openCreditGate(deps, ctx, template.category);
  if (isCovered?.(chat.recipient) === false) throw new AppError('tenant.credit_spent', noCreditText);
  return { kind: 'template', template, filled };
}

function session(content: SessionContent): PreparedDraft {
  return { kind: 'session', content };
}

function checkText(text: string | undefined): string {
  if (text === undefined || text.trim() === '') throw new AppError('message.text_empty', 'Message text is empty');
  if ([...text].length > textLimit) {
    throw new AppError('message.text_too_long', `Message text is longer than ${textLimit} characters`);
  }
  return text;
}

async function prepareMedia(deps: DraftDeps, ctx: Context, draft: MessageDraft): Promise<SessionContent> {
  const media = await findMedia(deps, ctx, required(draft.mediaId, 'mediaId').toLowerCase());
  if (media?.state !== 'stored') throw new AppError('media.not_found', 'File not found.');
  checkCaption(draft.text);
  const { sizeBytes } = media;
  return toMediaContent({ ...media, sizeBytes: sizeBytes ?? 0 }, { caption: draft.text, voice: draft.isVoice });
}

async function prepareReaction(
  deps: DraftDeps,
  { tenantId }: Context,
  conversationId: string,
  { messageId, emoji = '' }: MessageDraft,
): Promise<SessionContent> {
  if (emoji.length > emojiLimit) throw invalid('emoji');
  const id = required(messageId, 'messageId').toLowerCase();
  const [row] = await deps.db.tenant(tenantId, wamidStatement, [id, conversationId]);
  if (row === undefined) throw new AppError('message.not_found', 'Message not found.');
  if (row.wamid === null) {
    throw new AppError('message.reaction_forbidden', 'WhatsApp has not taken this message: nobody can react to it.');
  }
  return { kind: 'reaction', wamid: row.wamid, emoji: emoji.trim() };
}

function prepareChoices(draft: MessageDraft): SessionContent {
  const message = toInteractive(draft);
  checkInteractive(message);
  return { kind: 'interactive', text: message.body, body: toInteractiveContent(message, undefined), mediaId: null };
}

function toInteractive({ kind, text, header, footer, button, buttons, sections }: MessageDraft): InteractiveMessage {
  const shared = {
    header: header ? ({ kind: 'text', text: header } as const) : undefined,
    body: text ?? '',
    footer: footer || undefined,
  };
  if (kind === 'buttons') return { kind, ...shared, buttons: buttons ?? [] };
  return { kind: 'list', ...shared, button: button ?? '', sections: sections ?? [] };
}

function required<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw invalid(field);
  return value;
}

function invalid(field: string): AppError {
  return new AppError('request.invalid', `content.${field} is missing or too long.`, { details: { field } });
}
