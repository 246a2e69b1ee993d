import { tenantStatement } from '../../db/scope.ts';

export interface InvitationRow {
  id: string;
  email: string;
  name: string | null;
  roles: string[];
  teamIds: string[];
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
}

const members = `id, email, name, roles, team_ids as "teamIds", invited_by as "invitedBy", created_at as "createdAt",
  expires_at as "expiresAt", accepted_at as "acceptedAt"`;

/** Those that were not accepted, the latest first. */
export const listInvitationsStatement = tenantStatement<InvitationRow>(
  'accounts.list-invitations',
  `select ${members} from invitations where tenant_id = $1 and accepted_at is null order by id desc limit 500`,
);

export const findInvitationStatement = tenantStatement<InvitationRow>(
  'accounts.find-invitation',
  `select ${members} from invitations where tenant_id = $1 and token_hash = $2`,
);

export const lockInvitationStatement = tenantStatement<InvitationRow>(
  'accounts.lock-invitation',
  `select ${members} from invitations where tenant_id = $1 and token_hash = $2 for update`,
);

export const insertInvitationStatement = tenantStatement<InvitationRow>(
  'accounts.insert-invitation',
  `insert into invitations (tenant_id, id, email, name, roles, team_ids, token_hash, invited_by, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning ${members}`,
);

export const renewInvitationStatement = tenantStatement<InvitationRow>(
  'accounts.renew-invitation',
  `update invitations set token_hash = $3, expires_at = $4
   where tenant_id = $1 and id = $2 and accepted_at is null returning ${members}`,
);

export const acceptInvitationStatement = tenantStatement(
  'accounts.accept-invitation',
  'update invitations set accepted_at = $3 where tenant_id = $1 and id = $2',
);

export const deleteInvitationStatement = tenantStatement<InvitationRow>(
  'accounts.delete-invitation',
  `delete from invitations where tenant_id = $1 and id = $2 and accepted_at is null returning ${members}`,
);

/** A forgotten invitation no more stands in the way of a new one. */
export const dropExpiredStatement = tenantStatement(
  'accounts.drop-expired-invitation',
  `delete from invitations
   where tenant_id = $1 and lower(email) = lower($2) and accepted_at is null and expires_at <= $3`,
);

export const insertInvitedStatement = tenantStatement(
  'accounts.insert-invited',
  `insert into operators (tenant_id, id, email, name, role, roles, password_hash, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
