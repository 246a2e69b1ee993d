import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Transaction } from '../../db/database.ts';
import { AppError } from '../../kernel/errors.ts';
import { newId, sha256Hex } from '../../kernel/ids.ts';
import type { AccountDeps } from './account-verbs.ts';
import type { PersonInCharge } from './in-charge.ts';
import {
  acceptInvitationStatement,
  deleteInvitationStatement,
  dropExpiredStatement,
  findInvitationStatement,
  type InvitationRow,
  insertInvitationStatement,
  insertInvitedStatement,
  listInvitationsStatement,
  lockInvitationStatement,
  renewInvitationStatement,
} from './invitation-queries.ts';
import { joinTeamsStatement, lockPeopleStatement } from './people-queries.ts';
import { findOperatorStatement, tenantNameStatement } from './queries.ts';
import { requireSeat } from './require-seat.ts';
import { requireGrantable } from './roles.ts';

/** How long the link of an invitation opens the door. */
const invitationLifeMs = 7 * 24 * 3_600_000;

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
  readonly roles: readonly string[];
  readonly teamIds: readonly string[];
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface InvitationInput {
  readonly email: string;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly teamIds: readonly string[];
}

const emailForm = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const emailLimit = 320;

/** The invitations that were not accepted yet, the latest first, at most 500. Those that have expired are among them. */
export async function listInvitations(deps: Pick<AccountDeps, 'db'>, tenantId: string): Promise<Invitation[]> {
  return deps.db.tenant(tenantId, listInvitationsStatement);
}

/**
 * Invites somebody by a link that opens once, for seven days: its token is answered here and never again, since a hash is
 * kept. Throws request.invalid, operator.exists, invitation.exists, plan.seats_taken, role.not_found and role.beyond_own.
 */
export async function invitePerson(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge & { readonly name: string },
  input: InvitationInput,
): Promise<{ invitation: Invitation; token: string }> {
  const email = input.email.trim();
  if (!emailForm.test(email) || email.length > emailLimit) {
    throw new AppError('request.invalid', `${email} is no e-mail address.`, { details: { field: 'email' } });
  }
  const { token, tokenHash } = makeToken(tenantId);
  const now = deps.clock.now();
  const expiresAt = new Date(now.getTime() + invitationLifeMs);
  const roles = [...new Set(input.roles)];
  const invitation = await deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    await requireGrantable(tx, tenantId, chief, roles);
    await requireNewPerson(tx, tenantId, email);
    await requireSeat({ db: tx }, tenantId);
    await tx.tenant(tenantId, dropExpiredStatement, [email, now]);
    const values = [email, input.name?.trim() || null, roles, input.teamIds, tokenHash, chief.name, now, expiresAt];
    const [row] = await tx.tenant(tenantId, insertInvitationStatement, [newId(now.getTime()), ...values]);
    if (row) return row;
    throw new AppError('invitation.exists', `${email} is invited already. Renew that invitation for a new link.`);
  });
  return { invitation, token };
}

/** Gives an invitation a new link and seven more days; the old link opens nothing any more. */
export async function renewInvitation(
  deps: AccountDeps,
  tenantId: string,
  chief: PersonInCharge,
  invitationId: string,
): Promise<{ invitation: Invitation; token: string }> {
  const { token, tokenHash } = makeToken(tenantId);
  const expiresAt = new Date(deps.clock.nowMs() + invitationLifeMs);
  const invitation = await deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    const [row] = await tx.tenant(tenantId, renewInvitationStatement, [invitationId, tokenHash, expiresAt]);
    if (!row) throw unknownInvitation();
    await requireGrantable(tx, tenantId, chief, row.roles);
    return row;
  });
  return { invitation, token };
}

/** Takes an invitation back: its link opens nothing any more. Throws invitation.not_found. */
export async function withdrawInvitation(
  deps: Pick<AccountDeps, 'db'>,
  tenantId: string,
  invitationId: string,
): Promise<Invitation> {
  const [row] = await deps.db.tenant(tenantId, deleteInvitationStatement, [invitationId]);
  if (!row) throw unknownInvitation();
  return row;
}

/** What whoever holds the link may know. Throws invitation.not_found, invitation.expired and invitation.used. */
export async function readInvitation(
  deps: AccountDeps,
  token: string,
): Promise<{ invitation: Invitation; tenantId: string; tenantName: string }> {
  const { tenantId, tokenHash } = splitToken(token);
  const [row] = await deps.db.tenant(tenantId, findInvitationStatement, [tokenHash]);
  const invitation = requireOpen(row, deps.clock.nowMs());
  const [tenant] = await deps.db.system(tenantNameStatement, [tenantId]);
  return { invitation, tenantId, tenantName: tenant?.name ?? tenantId };
}

/**
 * Makes the person of an invitation, with the password he chose. Of two calls at once one wins. Throws as
 * `readInvitation`, and request.invalid, operator.exists and plan.seats_taken.
 */
export async function acceptInvitation(
  deps: AccountDeps,
  input: { readonly token: string; readonly name: string; readonly password: string },
): Promise<{ tenantId: string; operatorId: string; invitation: Invitation }> {
  const name = input.name.trim();
  if (name === '') throw new AppError('request.invalid', 'The name is empty.', { details: { field: 'name' } });
  const { tenantId, tokenHash } = splitToken(input.token);
  const [found] = await deps.db.tenant(tenantId, findInvitationStatement, [tokenHash]);
  requireOpen(found, deps.clock.nowMs());
  const passwordHash = await hash(input.password);
  const operatorId = newId(deps.clock.nowMs());
  return deps.db.transaction(async (tx) => {
    await tx.system(lockPeopleStatement, [tenantId]);
    const [row] = await tx.tenant(tenantId, lockInvitationStatement, [tokenHash]);
    const invitation = requireOpen(row, deps.clock.nowMs());
    const { id, email, roles, teamIds } = invitation;
    await requireNewPerson(tx, tenantId, email);
    await requireSeat({ db: tx }, tenantId);
    const values = [operatorId, email, name, roles[0], roles, passwordHash, deps.clock.now()];
    await tx.tenant(tenantId, insertInvitedStatement, values);
    await tx.tenant(tenantId, joinTeamsStatement, [operatorId, teamIds]);
    await tx.tenant(tenantId, acceptInvitationStatement, [id, deps.clock.now()]);
    return { tenantId, operatorId, invitation };
  });
}

function makeToken(tenantId: string): { token: string; tokenHash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${tenantId}.${secret}`, tokenHash: sha256Hex(`invitation ${secret}`) };
}

function splitToken(token: string): { tenantId: string; tokenHash: string } {
  const [, tenantId, secret] = /^(\d{1,12})\.([\w-]{43})$/.exec(token.trim()) ?? [];
  if (tenantId === undefined || secret === undefined) throw unknownInvitation();
  return { tenantId, tokenHash: sha256Hex(`invitation ${secret}`) };
}

function requireOpen(row: InvitationRow | undefined, nowMs: number): Invitation {
  if (!row) throw unknownInvitation();
  if (row.acceptedAt !== null) throw new AppError('invitation.used', 'This invitation was accepted before.');
  if (row.expiresAt.getTime() <= nowMs) throw new AppError('invitation.expired', 'This invitation has expired.');
  return row;
}

async function requireNewPerson(tx: Transaction, tenantId: string, email: string): Promise<void> {
  const [known] = await tx.tenant(tenantId, findOperatorStatement, [email]);
  if (known) throw new AppError('operator.exists', `${known.email} works in this workspace already.`);
}

function unknownInvitation(): AppError {
  return new AppError('invitation.not_found', 'There is no such invitation.');
}
