import type { Context } from '../../kernel/context.ts';
import {
  type BroadcastRecipient,
  directLimit,
  type LaunchedRecipient,
  launchCampaign,
  type PlannedSkipReason,
  startBroadcast,
} from '../../modules/campaigns/index.ts';
import type { Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { namedTwice } from './plan-recipients.ts';
import { optedOut } from './refuse-opted-out.ts';
import type { SentBroadcast, SentOutcome } from './shapes/template-send.ts';

/** Sends to a few people at once, and to many, or later, as a campaign that goes on by itself. */
export async function sendToPeople(
  deps: ApiDeps,
  ctx: Context,
  input: {
    readonly name: string;
    readonly channelId: string;
    readonly template: Template;
    readonly recipients: readonly BroadcastRecipient[];
    readonly scheduledAt: Date | undefined;
  },
): Promise<SentBroadcast> {
  const { recipients, scheduledAt } = input;
  if (scheduledAt !== undefined || recipients.length > directLimit) {
    const launched = await launchCampaign(deps, ctx, input);
    return { id: launched.id, outcomes: launched.recipients.map(fromLaunched) };
  }
  const { id, messages } = await startBroadcast(deps, ctx, { ...input, repeats: 'skip' });
  const outcomes = messages.map(
    (message): SentOutcome =>
      message.kind === 'accepted' ? { kind: 'accepted', messageId: message.id } : refused(message.kind),
  );
  return { id: outcomes.some((outcome) => outcome.kind === 'accepted') ? id : undefined, outcomes };
}

function fromLaunched(recipient: LaunchedRecipient): SentOutcome {
  return recipient.kind === 'skipped'
    ? refused(recipient.reason)
    : { kind: 'accepted', messageId: recipient.messageId };
}

const sentences: Readonly<Record<PlannedSkipReason, string>> = {
  blocked: 'The contact is blocked.',
  duplicate: namedTwice,
  opted_out: optedOut,
  invalid_number: 'The phone number is not valid.',
  no_value: 'A value of the template is missing.',
};

function refused(reason: PlannedSkipReason): SentOutcome {
  return { kind: 'refused', error: sentences[reason] };
}
