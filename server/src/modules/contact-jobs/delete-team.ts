import type { Context } from '../../kernel/context.ts';
import { removeTeam, type Team } from '../accounts/index.ts';
import { beginEdit } from './begin-edit.ts';
import type { JobDeps } from './manage-jobs.ts';
import { wholeSizeLimit } from './types.ts';

/**
 * Deletes a team at once and begins to take it off its contacts, in batches that cannot be stopped or taken back. Answers
 * the team and how many contacts it had. Throws team.not_found, team.is_default.
 */
export async function deleteTeam(
  deps: JobDeps,
  ctx: Context,
  teamId: string,
): Promise<{ team: Team; contacts: number }> {
  const done = await deps.db.transaction(async (tx) => {
    const team = await removeTeam(tx, ctx.tenantId, teamId);
    const begun = await beginEdit(deps, tx, ctx, {
      kind: 'teamDelete',
      detail: { change: { removeTeamIds: [teamId] }, teamName: team.name },
      people: { filter: { teamId } },
      limit: wholeSizeLimit,
    });
    return { team, contacts: begun?.total ?? 0 };
  });
  deps.contactJobsDue();
  return done;
}
