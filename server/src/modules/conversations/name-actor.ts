import type { Database } from '../../db/database.ts';
import type { Context } from '../../kernel/context.ts';
import { findOperatorById } from '../accounts/index.ts';
import { botName, systemName } from './ticket-sentences.ts';

const programName = 'API';

/** Who acts, as people read it in the history: the operator's name where there is one. */
export async function nameActor(deps: { db: Database }, ctx: Context): Promise<string> {
  const { actor } = ctx;
  if (actor.kind === 'bot') return botName;
  if (actor.kind !== 'operator' && actor.kind !== 'token') return systemName;
  const { operatorId } = actor;
  const operator = operatorId === undefined ? undefined : await findOperatorById(deps, ctx.tenantId, operatorId);
  return operator?.name ?? programName;
}
