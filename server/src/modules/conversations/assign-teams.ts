import type { Transaction } from '../../db/database.ts';
import type { PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import { holdTeams, listTeams } from '../accounts/index.ts';
import { addTeams, setTeams } from '../contacts/index.ts';
import type { ConversationDeps } from './change-status.ts';
import { nameActor } from './name-actor.ts';
import { writeTicketEvents } from './ticket-events.ts';
import { sentences } from './ticket-sentences.ts';
import type { Conversation } from './types.ts';

export interface TeamAssignment {
  readonly contactId: string;
  /** The chat in whose history it is told; undefined when the contact has none. */
  readonly conversation: Conversation | undefined;
  /** Names in any case, or ids. They take the place of the teams the contact had; none leaves it without. */
  readonly teams: readonly string[];
}

/** Gives a contact and so its chats to teams of the workspace. Throws team.not_found and contact.not_found. */
export async function assignTeams(deps: ConversationDeps, ctx: Context, input: TeamAssignment): Promise<void> {
  const teams = await findTeams(deps, ctx, input.teams);
  const actor = await nameActor(deps, ctx);
  const { contactId, conversation } = input;
  const assignment = { contactId, conversation, teams, keepsOthers: false, actor };
  const events = await deps.db.transaction((tx) => assignTeamsIn(deps, tx, ctx, assignment));
  deps.events.committed(events);
}

/**
 * The same in the caller's transaction, by an actor who is named already. Answers the events, which are recorded. A team that
 * was deleted meanwhile is team.not_found.
 */
export async function assignTeamsIn(
  deps: { readonly clock: Clock; readonly events: EventRecorder },
  tx: Transaction,
  { tenantId }: Context,
  input: Pick<TeamAssignment, 'contactId' | 'conversation'> & {
    readonly teams: readonly { readonly id: string; readonly name: string }[];
    /** Whether the contact stays with the teams it had. */
    readonly keepsOthers: boolean;
    readonly actor: string;
  },
): Promise<PlatformEvent[]> {
  const { contactId, conversation, teams, actor } = input;
  const at = deps.clock.now();
  const teamIds = teams.map((team) => team.id);
  const held = new Set((await holdTeams(tx, tenantId, teamIds)).map(({ id }) => id));
  const gone = teams.find(({ id }) => !held.has(id));
  if (gone !== undefined) throw new AppError('team.not_found', `Team not found: ${gone.name}`);
  const write = input.keepsOthers ? addTeams : setTeams;
  if (!(await write(deps, tx, { tenantId, id: contactId }, teamIds))) {
    throw new AppError('contact.not_found', 'Contact not found');
  }
  if (conversation !== undefined) {
    const { ticketId } = conversation;
    const assignee = teams.map((team) => team.name).join(', ');
    const description = sentences.assigned(assignee === '' ? 'no team' : `team ${assignee}`, actor);
    const change = { kind: 'other' } as const;
    await writeTicketEvents(deps, tx, [
      { id: newId(at.getTime()), conversation, ticketId, change, description, actor, assignee, at },
    ]);
  }
  const assigned: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type: 'contact.teamsAssigned',
    conversationId: conversation?.id,
    subjectId: contactId,
    data: { teamIds },
    facts: undefined,
    at,
  };
  await deps.events.record(tx, [assigned]);
  return [assigned];
}

async function findTeams(
  deps: ConversationDeps,
  ctx: Context,
  wanted: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const teams = await listTeams(deps, ctx.tenantId);
  const found = wanted.map((text) => {
    const key = text.trim().toLowerCase();
    const team = teams.find(({ id, name }) => name.toLowerCase() === key || id === key);
    if (team === undefined) throw new AppError('team.not_found', `Team not found: ${text.trim()}`);
    return team;
  });
  return [...new Set(found)];
}
