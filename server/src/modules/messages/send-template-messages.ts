import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import { present } from '../../kernel/assert.ts';
import { type Batcher, createBatcher } from '../../kernel/batcher.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { RightOfWay } from '../../kernel/right-of-way.ts';
import { type FindLimits, spendAllowance } from '../accounts/index.ts';
import { type Contact, contactCreated, type EnsuredContact, ensureContacts } from '../contacts/index.ts';
import { type Conversation, ensureConversations } from '../conversations/index.ts';
import { type FilledTemplate, sealLinks, type Template } from '../templates/index.ts';
import { applyOutcomes, type MessageOutcome } from './apply-outcomes.ts';
import { queuePriority } from './queue-priority.ts';
import type { SendDeps } from './send-deps.ts';
import { type OutgoingMessage, storeOutgoing } from './store-outgoing.ts';

/** One template message to one person, its text and parameters already filled, with all that is stored of it. */
export interface PlannedTemplate {
  /** The id of the message, where it was decided before. */
  readonly id?: string | undefined;
  readonly tenantId: string;
  readonly channelId: string;
  readonly recipient: { readonly waId: string | undefined; readonly bsuid: string | undefined };
  readonly template: Pick<Template, 'id' | 'name' | 'category'>;
  readonly filled: Pick<FilledTemplate, 'content' | 'text' | 'deferredFailure'>;
  readonly localMessageId: string | undefined;
  readonly broadcastId: string | undefined;
  readonly broadcastName: string | undefined;
  readonly operatorId: string | null;
  readonly source: string;
  /** Bulk messages give way to single ones and are exempt from the order of a conversation. */
  readonly bulk: boolean;
}

/** The same with the whole template. */
export interface TemplateMessageInput extends PlannedTemplate {
  readonly template: Template;
  readonly filled: FilledTemplate;
}

export interface AcceptedMessage {
  readonly kind: 'accepted';
  readonly id: string;
  readonly contact: Contact;
  readonly conversationId: string;
}

/** A recipient who gets nothing, and whose message is not stored. */
export interface UnsentRecipient {
  readonly kind: 'blocked' | 'duplicate';
  readonly contact: Contact;
}

/** How a caller hands over messages: one transaction of its own, or group commit for single sends. */
export interface TemplateSender {
  /**
   * Joins the caller's transaction. Callers hand in 1,000 messages at most. Call `announce` after the commit. Throws
   * tenant.offline, tenant.marketing_limit_reached or tenant.trial_quota_spent when not all of them may go. With
   * `repeats: 'skip'` a contact gets only the first of the messages that lead to it, by whichever of its addresses.
   */
  acceptIn(
    tx: Transaction,
    inputs: readonly PlannedTemplate[],
    options?: { readonly repeats: Repeats },
  ): Promise<Accepted>;
  /**
   * As `acceptIn` for messages that nobody waits for: sends and other accepts are not held up. Paid ones are counted
   * against the limits of their tenant already, and are not again.
   */
  acceptBehind(
    tx: Transaction,
    inputs: readonly PlannedTemplate[],
    options: { readonly isPaid: boolean },
  ): Promise<Accepted>;
  announce(accepted: Accepted): void;
  /**
   * Accepts one message together with all others that arrive meanwhile. Resolves after the commit. Throws as `acceptIn`, and
   * contact.blocked.
   */
  acceptOne(input: PlannedTemplate): Promise<AcceptedMessage>;
}

/** What becomes of a second message to one contact among those that are accepted together. */
export type Repeats = 'send' | 'skip';

export interface Accepted {
  /** One for each input, in order. */
  readonly messages: readonly (AcceptedMessage | UnsentRecipient)[];
  readonly events: readonly PlatformEvent[];
  readonly channelIds: ReadonlySet<string>;
}

const maxBatch = 500;
const maxConcurrent = 2;
const maxWaiting = 20_000;

type SenderDeps = SendDeps & { readonly rightOfWay: RightOfWay; readonly findLimits: FindLimits };

/** Accepting has the right of way over sending: somebody waits for the answer. */
export function createTemplateSender(deps: SenderDeps): TemplateSender {
  const { rightOfWay } = deps;
  const announce = (accepted: Accepted): void => {
    deps.events.committed(accepted.events);
    deps.queued(accepted.channelIds);
  };
  const batcher: Batcher<PlannedTemplate, AcceptedMessage | UnsentRecipient> = createBatcher({
    maxBatch,
    maxConcurrent,
    maxWaiting,
    async flush(inputs) {
      const accepted = await rightOfWay.pass(() => deps.db.transaction((tx) => acceptTemplates(deps, tx, inputs)));
      announce(accepted);
      return accepted.messages;
    },
  });
  // What a limit refuses must not fail the messages of others: a tenant with limits gets transactions of its own. So
  // does a held call, whose writes are one commit.
  const acceptAlone = async (input: PlannedTemplate): Promise<AcceptedMessage | UnsentRecipient> => {
    const accepted = await rightOfWay.pass(() => deps.db.transaction((tx) => acceptWithin(deps, tx, [input])));
    announce(accepted);
    return present(accepted.messages[0], 'what became of the message');
  };
  return {
    acceptBehind: (tx, inputs, { isPaid }) =>
      isPaid ? acceptTemplates(deps, tx, inputs) : acceptWithin(deps, tx, inputs),
    acceptIn: (tx, inputs, { repeats } = { repeats: 'send' }) =>
      rightOfWay.pass(() => acceptWithin(deps, tx, inputs, repeats)),
    announce,
    async acceptOne(input) {
      const limits = await deps.findLimits(input.tenantId);
      return requireAccepted(await (limits || deps.db.isHeld() ? acceptAlone(input) : batcher.add(input)));
    },
  };
}

/** Counts first, so that sends beside each other wait before they hold anything else. */
async function acceptWithin(
  deps: SenderDeps,
  tx: Transaction,
  inputs: readonly PlannedTemplate[],
  repeats: Repeats = 'send',
): Promise<Accepted> {
  for (const tenantId of new Set(inputs.map((input) => input.tenantId))) {
    const limits = await deps.findLimits(tenantId);
    if (!limits) continue;
    const mine = inputs.filter((input) => input.tenantId === tenantId);
    const marketing = mine.filter((input) => input.template.category === 'MARKETING').length;
    await spendAllowance(tx, deps, tenantId, limits, { all: mine.length, marketing });
  }
  return acceptTemplates(deps, tx, inputs, repeats);
}

/** The message of a recipient. Throws contact.blocked. */
export function requireAccepted(recipient: AcceptedMessage | UnsentRecipient | undefined): AcceptedMessage {
  const outcome = present(recipient, 'the recipient of a template');
  if (outcome.kind !== 'accepted') throw new AppError('contact.blocked', 'The contact is blocked.');
  return outcome;
}

async function acceptTemplates(
  deps: SendDeps,
  tx: Transaction,
  wanted: readonly PlannedTemplate[],
  repeats: Repeats = 'send',
): Promise<Accepted> {
  const at = deps.clock.now();
  const everyone = await ensureContacts(
    deps,
    tx,
    wanted.map((input) => ({ tenantId: input.tenantId, ...input.recipient, source: input.source })),
  );
  const unsent = findUnsent(everyone, repeats);
  const inputs = wanted.filter((_, place) => unsent[place] === undefined);
  const ensured = everyone.filter((_, place) => unsent[place] === undefined);
  const newContactIds = new Set(ensured.flatMap((entry) => (entry.created ? [entry.contact.id] : [])));
  const conversations = await ensureConversations(
    deps,
    tx,
    inputs.map((input, index) => ({
      tenantId: input.tenantId,
      contactId: present(ensured[index], 'the contact of a recipient').contact.id,
      channelId: input.channelId,
    })),
    { statusIfNew: 'broadcast', lock: false, newContactIds },
  );
  const rows = inputs.map((input, index) =>
    toOutgoing(input, present(ensured[index], 'contact'), present(conversations[index], 'conversation'), at),
  );
  const events = ensured.filter((entry) => entry.created).map((entry) => contactCreated(deps.clock, entry.contact, at));
  storeOutgoing(tx, rows);
  await deps.events.record(tx, events);
  const failed = await failDeferred(deps, tx, inputs, rows, at);
  const stored = rows.values();
  const messages = everyone.map(({ contact }, place): AcceptedMessage | UnsentRecipient => {
    const kind = unsent[place];
    if (kind !== undefined) return { kind, contact };
    const { id, conversationId } = present(stored.next().value, 'the message of a recipient').message;
    return { kind: 'accepted', id, contact, conversationId };
  });
  return { messages, events: [...events, ...failed], channelIds: new Set(inputs.map((input) => input.channelId)) };
}

/** Why a recipient gets nothing, by their place. */
function findUnsent(
  everyone: readonly EnsuredContact[],
  repeats: Repeats,
): readonly (UnsentRecipient['kind'] | undefined)[] {
  const seen = new Set<string>();
  return everyone.map(({ contact }) => {
    if (contact.blockedAt !== null) return 'blocked';
    if (repeats === 'skip' && seen.has(contact.id)) return 'duplicate';
    seen.add(contact.id);
    return undefined;
  });
}

// WATI accepts some values that can't be sent and tells of it by webhook (wati-v1-v2-behaviour section 10).
async function failDeferred(
  deps: SendDeps,
  tx: Transaction,
  inputs: readonly PlannedTemplate[],
  rows: readonly OutgoingMessage[],
  at: Date,
): Promise<PlatformEvent[]> {
  const outcomes = inputs.flatMap((input, index): MessageOutcome[] => {
    const detail = input.filled.deferredFailure;
    const messageId = rows[index]?.message.id;
    if (detail === undefined || messageId === undefined) return [];
    return [{ tenantId: input.tenantId, messageId, outcome: { kind: 'failed', at, code: null, detail } }];
  });
  return applyOutcomes(deps, tx, outcomes);
}

function toOutgoing(
  input: PlannedTemplate,
  { contact }: EnsuredContact,
  conversation: Conversation,
  at: Date,
): OutgoingMessage {
  const { template, filled } = input;
  const id = input.id ?? newId(at.getTime());
  return {
    message: {
      tenantId: input.tenantId,
      id,
      conversationId: conversation.id,
      contactId: contact.id,
      channelId: input.channelId,
      ticketId: conversation.ticketId,
      kind: 'template',
      type: 'template',
      text: filled.text,
      mediaId: null,
      templateId: template.id,
      templateName: template.name,
      broadcastId: input.broadcastId ?? null,
      broadcastName: input.broadcastName ?? null,
      localMessageId: input.localMessageId ?? null,
      replyToWamid: null,
      operatorId: input.operatorId,
      source: input.source,
      flowRunId: null,
      createdAt: at,
    },
    content: sealLinks(JSON.stringify(filled.content), { tenantId: input.tenantId, id }),
    ordered: !input.bulk,
    priority: input.bulk ? queuePriority.bulk : queuePriority.template,
    queued: filled.deferredFailure === undefined,
  };
}
