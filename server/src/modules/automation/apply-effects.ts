import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { findOperatorIn, findTeamIn } from '../accounts/index.ts';
import { addTeamToContact, setContactAttribute } from '../contacts/index.ts';
import { assignByBot, type Conversation, solveByBot } from '../conversations/index.ts';
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
    case 'setAttribute':
      return setContactAttribute(deps, tx, { tenantId, id: conversation.contactId }, effect);
    case 'assignOperator': {
      const operator = await findOperatorIn(tx, tenantId, effect.email);
      if (!operator) throw new AppError('flow.operator_missing', `There is no operator ${effect.email}.`);
      return assignByBot(deps, tx, conversation, operator);
    }
    case 'assignTeam': {
      const team = await findTeamIn(tx, tenantId, effect.team);
      if (!team) throw new AppError('flow.team_missing', `There is no team ${effect.team}.`);
      return addTeamToContact(deps, tx, { tenantId, id: conversation.contactId }, team.id);
    }
    case 'moveLead':
      applied.events.push(...(await moveLeadByBot(deps, tx, ctx, conversation.contactId, effect.stage)));
      return;
    case 'solve':
      applied.events.push(...(await solveByBot(deps, tx, conversation)));
      return;
  }
}
