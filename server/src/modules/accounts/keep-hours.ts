import { type Scope, tenantStatement } from '../../db/scope.ts';
import { AppError } from '../../kernel/errors.ts';
import type { AccountDeps } from './account-verbs.ts';
import { listTeamsStatement } from './queries.ts';
import { type Holiday, type HourRange, isOpenAt, type WorkingHours } from './working-hours.ts';

const rangesLimit = 8;
const holidaysLimit = 366;
const timeForm = /^([01]\d|2[0-3]):[0-5]\d$/;

interface HoursRow {
  teamId: string;
  timeZone: string;
  week: HourRange[][];
  holidays: Holiday[];
}

const listHoursStatement = tenantStatement<HoursRow>(
  'accounts.list-hours',
  `select team_id as "teamId", time_zone as "timeZone", week, holidays from working_hours
   where tenant_id = $1 order by team_id limit 501`,
);

const saveHoursStatement = tenantStatement(
  'accounts.save-hours',
  `insert into working_hours (tenant_id, team_id, time_zone, week, holidays, updated_at) values ($1, $2, $3, $4, $5, $6)
   on conflict (tenant_id, team_id) do update set time_zone = $3, week = $4, holidays = $5, updated_at = $6`,
);

const dropHoursStatement = tenantStatement(
  'accounts.drop-hours',
  'delete from working_hours where tenant_id = $1 and team_id = $2',
);

/** The hours of a workspace and those of its teams that have their own, by team id. No hours: always open. */
export interface HoursOfWorkspace {
  readonly workspace: WorkingHours | undefined;
  readonly teams: ReadonlyMap<string, WorkingHours>;
}

/** Whether somebody is there at that moment: in one of these teams, or in the workspace where there is none. */
export function isSomebodyThere(
  { workspace, teams }: HoursOfWorkspace,
  teamIds: readonly string[],
  atMs: number,
): boolean {
  const all = teamIds.length > 0 ? teamIds.map((id) => teams.get(id) ?? workspace) : [workspace];
  return all.some((hours) => hours === undefined || isOpenAt(hours, atMs));
}

export async function listHours(
  deps: { readonly db: Pick<Scope, 'tenant'> },
  tenantId: string,
): Promise<HoursOfWorkspace> {
  const rows = await deps.db.tenant(tenantId, listHoursStatement);
  const all = new Map(rows.map(({ teamId, ...hours }) => [teamId, hours as WorkingHours]));
  const workspace = all.get('');
  all.delete('');
  return { workspace, teams: all };
}

/**
 * Sets the hours of the workspace, or of a team where one is named; without hours a team has those of the workspace again,
 * and a workspace is always open. Throws hours.invalid and team.not_found.
 */
export async function saveHours(
  deps: AccountDeps,
  tenantId: string,
  teamId: string | undefined,
  hours: WorkingHours | undefined,
): Promise<void> {
  if (hours) checkHours(hours);
  await deps.db.transaction(async (tx) => {
    const teams = teamId === undefined ? [] : await tx.tenant(tenantId, listTeamsStatement);
    if (teamId !== undefined && !teams.some(({ id }) => id === teamId)) {
      throw new AppError('team.not_found', 'There is no such team.');
    }
    if (!hours) await tx.tenant(tenantId, dropHoursStatement, [teamId ?? '']);
    else {
      const values = [hours.timeZone, JSON.stringify(hours.week), JSON.stringify(hours.holidays), deps.clock.now()];
      await tx.tenant(tenantId, saveHoursStatement, [teamId ?? '', ...values]);
    }
  });
}

/** Throws hours.invalid and says what is wrong. */
function checkHours({ timeZone, week, holidays }: WorkingHours): void {
  if (!isTimeZone(timeZone)) throw invalid(`${timeZone} is no time zone.`);
  if (week.length !== 7) throw invalid('A week has seven days, from Monday.');
  for (const ranges of week) checkDay(ranges);
  if (holidays.length > holidaysLimit) throw invalid(`There may be ${holidaysLimit} holidays.`);
  const dates = new Set<string>();
  for (const { date, name } of holidays) {
    if (!isDate(date)) throw invalid(`${date} is no date (YYYY-MM-DD).`);
    if (dates.has(date)) throw invalid(`${date} is named twice.`);
    if (name.trim() === '') throw invalid(`The holiday on ${date} has no name.`);
    dates.add(date);
  }
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function checkDay(ranges: readonly HourRange[]): void {
  if (ranges.length > rangesLimit) throw invalid(`A day may have ${rangesLimit} ranges.`);
  const inOrder = [...ranges].sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, { from, to }] of inOrder.entries()) {
    if (!timeForm.test(from) || (to !== '24:00' && !timeForm.test(to)))
      throw invalid(`${from}-${to} is no range of HH:MM.`);
    if (from >= to) throw invalid(`${from}-${to} ends before it begins.`);
    const next = inOrder[index + 1];
    if (next && next.from < to) throw invalid(`${from}-${to} and ${next.from}-${next.to} overlap.`);
  }
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function invalid(message: string): AppError {
  return new AppError('hours.invalid', message, { details: { field: 'hours' } });
}
