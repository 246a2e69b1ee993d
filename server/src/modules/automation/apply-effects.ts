import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findOperatorIn, findTeamIn } from '../accounts/index.ts';
import { updateAttributesIn } from '../contacts/index.ts';
import { assignOperatorIn, assignTeamsIn, botName, type Conversation, changeStatusIn } from '../conversations/index.ts';
import { acceptBotMessage } from '../messages/index.ts';
import { moveLeadByBot } from '../sales/index.ts';
import type { Effect } from './take-turn.ts';

/** What was done so far; grows while effects are applied. */
export interface Applied {
  readonly events: PlatformEvent[];
  readonly channelIds: Set<string>;
  lastMessageId: string | undefined;
}

interface Place {
  readonly ctx: Context;
  readonly conversation: Conversation;
  readonly applied: Applied;
}

interface EffectDeps {
  readonly clock: Clock;
  readonly events: EventRecorder;
}

/** Does in order what a turn wants, in the caller's transaction. Throws the refusal of the first that can't be done. */
export async function applyEffects(
  deps: EffectDeps,
  tx: Transaction,
  place: Place,
  effects: readonly Effect[],
): Promise<void> {
  for (const effect of effects) await applyEffect(deps, tx, place, effect);
}

async function applyEffect(deps: EffectDeps, tx: Transaction, place: Place, effect: Effect): Promise<void> {
  const { ctx, conversation, applied } = place;
  const { tenantId } = ctx;
  switch (effect.kind) {
    case 'say':
      applied.lastMessageId = await acceptBotMessage(deps, tx, ctx, conversation, effect);
      applied.channelIds.add(conversation.channelId);
      return;
    case 'setAttribute': {
      const { name, value } = effect;
      const target = { kind: 'id', id: conversation.contactId } as const;
      const { events } = await updateAttributesIn(deps, tx, ctx, [{ target, attributes: { [name]: value } }]);
      applied.events.push(...events);
      return;
    }
    case 'assignOperator': {
      const operator = await findOperatorIn(tx, tenantId, effect.email);
      if (!operator) throw new AppError('flow.operator_missing', `There is no operator ${effect.email}.`);
      const assignment = { conversationId: conversation.id, operator, actor: botName };
      applied.events.push(...(await assignOperatorIn(deps, tx, ctx, assignment)));
      return;
    }
    case 'assignTeam': {
      const team = await findTeamIn(tx, tenantId, effect.team);
      if (!team) throw new AppError('flow.team_missing', `There is no team ${effect.team}.`);
      const { contactId } = conversation;
      const assignment = { contactId, conversation, teams: [team], keepsOthers: true, actor: botName };
      applied.events.push(...(await assignTeamsIn(deps, tx, ctx, assignment)));
      return;
    }
    case 'moveLead':
      applied.events.push(...(await moveLeadByBot(deps, tx, ctx, conversation.contactId, effect.stage)));
      return;
    case 'solve':
      applied.events.push(...(await solve(deps, tx, place)));
      return;
  }
}

// A block is ended by people alone.
async function solve(deps: EffectDeps, tx: Transaction, { ctx, conversation }: Place): Promise<PlatformEvent[]> {
  if (conversation.status === 'blocked') throw new AppError('contact.blocked', 'The contact is blocked.');
  const { id: conversationId, contactId } = conversation;
  return changeStatusIn(deps, tx, ctx, { contactId, conversationId, status: 'solved', actor: botName });
}
