import { hash, verify } from '@node-rs/argon2';
import type { Database } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import { AppError } from '../../kernel/errors.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import type { AccountDeps } from './account-verbs.ts';
import { type Permission, permissionsOf } from './permissions.ts';
import {
  changePasswordStatement,
  endSessionStatement,
  endSessionsStatement,
  findSessionStatement,
  listPeopleStatement,
  listSessionsStatement,
  liveSessionStatement,
  noteSeenStatement,
  passwordHashStatement,
  sessionOwnerStatement,
  sweepAttemptsStatement,
  sweepSessionsStatement,
} from './session-queries.ts';
import { countPasswordAttempt, signInLimits } from './sign-in.ts';

/** A session that is not used for so long has ended. */
export const sessionLifeMs = 30 * 24 * 3_600_000;
/** However much it is used, a session ends so long after the sign-in. */
const sessionLimitMs = 90 * 24 * 3_600_000;
const seenNotedMs = 60_000;

/** Who is signed in. */
export interface Session {
  readonly id: string;
  readonly tenant: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly operator: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly string[];
  };
  readonly permissions: readonly Permission[];
  /** What writes must bring in a header, since other sites can make a browser send the cookie. */
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

/** The session of a cookie; undefined when it was never opened, was ended, lay unused for 30 days, or is 90 days old. */
export async function findSession(deps: AccountDeps, cookie: string): Promise<Session | undefined> {
  const [, tenantId, secret] = /^(\d{1,32})\.([\w-]{43})$/.exec(cookie) ?? [];
  if (tenantId === undefined || secret === undefined) return undefined;
  const [row] = await deps.db.tenant(tenantId, findSessionStatement, [sha256Hex(secret), ...oldestOf(deps.clock)]);
  if (!row) return undefined;
  const nowMs = deps.clock.nowMs();
  if (nowMs - row.lastSeenAt.getTime() >= seenNotedMs) {
    await deps.db.tenant(tenantId, noteSeenStatement, [row.id, deps.clock.now()]);
  }
  const { roles, customPermissions } = row;
  return {
    id: row.id,
    tenant: { id: tenantId, name: row.tenantName, timeZone: row.timeZone },
    operator: { id: row.operatorId, name: row.name, email: row.email, roles },
    permissions: permissionsOf(roles, customPermissions),
    csrfToken: sha256Hex(`csrf ${secret}`),
    expiresAt: new Date(Math.min(nowMs + sessionLifeMs, row.createdAt.getTime() + sessionLimitMs)),
  };
}

/** What the person of a session that opened something long ago may do now; undefined when the session has ended. */
export async function findSessionRights(
  deps: { readonly db: Database; readonly clock: Clock },
  tenantId: string,
  sessionId: string,
): Promise<readonly Permission[] | undefined> {
  const [row] = await deps.db.tenant(tenantId, liveSessionStatement, [sessionId, ...oldestOf(deps.clock)]);
  return row && permissionsOf(row.roles, row.customPermissions);
}

export interface SessionSummary {
  id: string;
  address: string | null;
  userAgent: string | null;
  createdAt: Date;
  /** To the minute. */
  lastSeenAt: Date;
}

/** The live sessions of a person, the latest used first, at most 100. */
export async function listSessions(deps: AccountDeps, tenantId: string, operatorId: string): Promise<SessionSummary[]> {
  return deps.db.tenant(tenantId, listSessionsStatement, [operatorId, ...oldestOf(deps.clock)]);
}

/** Ends a session, of that person where one is named. False when there is none. */
export async function endSession(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  sessionId: string,
  operatorId?: string,
): Promise<boolean> {
  const rows = await deps.db.tenant(tenantId, endSessionStatement, [sessionId, operatorId ?? null]);
  return rows.length > 0;
}

/** Whose session it is; undefined when there is none. */
export async function findSessionOwner(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  sessionId: string,
): Promise<string | undefined> {
  const [row] = await deps.db.tenant(tenantId, sessionOwnerStatement, [sessionId]);
  return row?.operatorId;
}

/** Ends the sessions of a person but the one that is kept, and answers how many. */
export async function endSessions(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  operatorId: string,
  keptSessionId?: string,
): Promise<number> {
  const rows = await deps.db.tenant(tenantId, endSessionsStatement, [operatorId, keptSessionId ?? null]);
  return rows.length;
}

/** Sets a new password and ends the person's other sessions. Throws session.refused when the current one is wrong. */
export async function changePassword(
  deps: AccountDeps,
  session: Session,
  input: { readonly current: string; readonly next: string },
): Promise<void> {
  const { tenant, operator } = session;
  await countPasswordAttempt(deps, operator.email);
  const [row] = await deps.db.tenant(tenant.id, passwordHashStatement, [operator.id]);
  const isRight = row?.passwordHash != null && (await verify(row.passwordHash, input.current));
  if (!isRight) throw new AppError('session.password_wrong', 'The current password is wrong.');
  const next = await hash(input.next);
  await deps.db.transaction(async (tx) => {
    await tx.tenant(tenant.id, changePasswordStatement, [operator.id, next]);
    await tx.tenant(tenant.id, endSessionsStatement, [operator.id, session.id]);
  });
}

/** The people of a workspace by name, at most 500. */
export async function listPeople(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
): Promise<{ id: string; email: string; name: string; roles: string[]; teams: string[] }[]> {
  return deps.db.tenant(tenantId, listPeopleStatement);
}

/** Removes a slice of what has ended: sessions and counted attempts. */
export async function sweepSessions(deps: AccountDeps): Promise<void> {
  await deps.db.system(sweepSessionsStatement, [oldestLive(deps.clock)]);
  await deps.db.system(sweepAttemptsStatement, [new Date(deps.clock.nowMs() - signInLimits.windowMs)]);
}

/** When a live session was used and opened at the earliest. */
function oldestOf(clock: Clock): [usedAt: Date, openedAt: Date] {
  return [oldestLive(clock), new Date(clock.nowMs() - sessionLimitMs)];
}

function oldestLive(clock: Clock): Date {
  return new Date(clock.nowMs() - sessionLifeMs);
}
