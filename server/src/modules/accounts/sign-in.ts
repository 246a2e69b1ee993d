import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '../../kernel/errors.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import type { AccountDeps } from './account-verbs.ts';
import { networkOf } from './network-of.ts';
import {
  countAttemptStatement,
  endSurplusSessionsStatement,
  forgetAttemptsStatement,
  insertSessionStatement,
  type SignInCandidate,
  signInCandidatesStatement,
} from './session-queries.ts';

/** How often a door may be tried before it is closed for the rest of the window; an IPv6 address counts as its network. */
export const signInLimits = { windowMs: 15 * 60_000, attemptsPerEmail: 10, attemptsPerAddress: 100 };
/** Beyond it the session that was used longest ago ends. */
const sessionsPerPerson = 50;
const userAgentLength = 300;

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Which of several workspaces. */
  readonly tenantId?: string | undefined;
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
}

/**
 * Checks e-mail and password and opens a session: answers the text for its cookie. An unknown e-mail costs the same work
 * and gets the same answer as a wrong password. Throws session.refused, session.too_many_attempts, and
 * session.workspace_ambiguous when e-mail and password open several workspaces and none was named.
 */
export async function signIn(deps: AccountDeps, input: SignIn): Promise<string> {
  const email = input.email.trim();
  // Counted before the password is looked at, so that attempts at once do not slip through together.
  await countAttempt(deps, emailSubject(email), signInLimits.attemptsPerEmail);
  const network = input.address && networkOf(input.address);
  if (network) await countAttempt(deps, sha256Hex(`address ${network}`), signInLimits.attemptsPerAddress);
  const candidates = await deps.db.system(signInCandidatesStatement, [email, input.tenantId ?? null]);
  const open = await withPassword(candidates, input.password);
  const [person, ...others] = open;
  if (!person) throw refused();
  if (others.length > 0) {
    const names = open.map((candidate) => `${candidate.tenantId} (${candidate.tenantName})`).join(', ');
    throw new AppError('session.workspace_ambiguous', `They open several workspaces. Name one: ${names}.`);
  }
  await deps.db.system(forgetAttemptsStatement, [emailSubject(email)]);
  return openSession(deps, person.tenantId, person.operatorId, input, person.passwordHash);
}

/**
 * Opens a session of somebody who has proved who he is, and answers the text for its cookie. Throws session.refused when he is
 * kept out by now, or when the password hash that was proved is no longer his.
 */
export async function openSession(
  deps: AccountDeps,
  tenantId: string,
  operatorId: string,
  from: Pick<SignIn, 'address' | 'userAgent'>,
  provedHash: string | null = null,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const now = deps.clock.now();
  const id = newId(deps.clock.nowMs());
  const agent = from.userAgent?.slice(0, userAgentLength) ?? null;
  const values = [id, operatorId, sha256Hex(secret), from.address ?? null, agent, now, provedHash];
  if ((await deps.db.tenant(tenantId, insertSessionStatement, values)).length === 0) throw refused();
  await deps.db.tenant(tenantId, endSurplusSessionsStatement, [operatorId, sessionsPerPerson]);
  return `${tenantId}.${secret}`;
}

/** Counts an attempt of a person who is known to prove the password again. Throws session.too_many_attempts. */
export async function countPasswordAttempt(deps: AccountDeps, email: string): Promise<void> {
  await countAttempt(deps, emailSubject(email), signInLimits.attemptsPerEmail);
}

async function countAttempt(deps: AccountDeps, subject: string, limit: number): Promise<void> {
  const windowStart = new Date(deps.clock.nowMs() - signInLimits.windowMs);
  const [row] = await deps.db.system(countAttemptStatement, [subject, deps.clock.now(), windowStart]);
  // Committed by itself: the refusal of a wrong password would undo it with the call around.
  await deps.db.checkpoint();
  if (!row || row.attempts <= limit) return;
  const endsAtMs = row.startedAt.getTime() + signInLimits.windowMs;
  const retryAfterSeconds = Math.max(1, Math.ceil((endsAtMs - deps.clock.nowMs()) / 1000));
  throw new AppError('session.too_many_attempts', 'Too many attempts to sign in. Wait a quarter of an hour.', {
    details: { retryAfterSeconds },
  });
}

function refused(): AppError {
  return new AppError('session.refused', 'The e-mail or the password is wrong.');
}

function emailSubject(email: string): string {
  return sha256Hex(`email ${email.trim().toLowerCase()}`);
}

async function withPassword(candidates: readonly SignInCandidate[], password: string): Promise<SignInCandidate[]> {
  const open: SignInCandidate[] = [];
  let hasVerified = false;
  for (const candidate of candidates) {
    if (candidate.passwordHash === null) continue;
    hasVerified = true;
    if (await verify(candidate.passwordHash, password)) open.push(candidate);
  }
  // An e-mail without a password takes as long as one with.
  if (!hasVerified) await hash(password);
  return open;
}
