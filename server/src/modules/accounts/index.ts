/**
 * Owns tenants with their plans and limits, their operators, teams and sessions, and the API tokens that act for them. Promises that a token is
 * stored only as a hash (a legacy one that replaces a blocked one also sealed) and opens one tenant. Does not know what the
 * operations behind the scopes do.
 */
export {
  createOperator,
  createTeam,
  createTenant,
  createToken,
  findOperator,
  findOperatorById,
  findTokenName,
  listTeams,
  listTenants,
  listTokens,
  type Operator,
  revokeToken,
  setPassword,
} from './account-verbs.ts';
export { createCallAdmitter, type PlannedCall } from './admit-call.ts';
export { blockToken } from './block-token.ts';
export { findOperatorIn, findTeamIn, findTeamName } from './find-assignees.ts';
export { type Credential, createCredentialFinder } from './find-credential.ts';
export { createLimitsFinder, type FindLimits } from './find-limits.ts';
export { findOperatorsByIds } from './find-operators.ts';
export { findTokenRights } from './find-token-rights.ts';
export type { PersonInCharge } from './in-charge.ts';
export {
  acceptInvitation,
  type Invitation,
  invitePerson,
  listInvitations,
  readInvitation,
  renewInvitation,
  withdrawInvitation,
} from './invitations.ts';
export { isSomebodyThere, listHours, saveHours } from './keep-hours.ts';
export {
  changeToken,
  endToken,
  findTokenNames,
  getToken,
  listTokenPage,
  makeToken,
  rotateToken,
  type TokenDetail,
  type TokenMade,
} from './manage-tokens.ts';
export {
  changePerson,
  disablePerson,
  enablePerson,
  listPersons,
  type Person,
  type PersonChange,
  requireInCharge,
} from './people.ts';
export { type Permission, permissions, roleNames, scopesOf } from './permissions.ts';
export { type CallClass, type Plan, type PlanFeature, type PlanRules, planRulesSchema } from './plan-rules.ts';
export { assignPlan, findPlan, listPlans, readMonthlyCalls, savePlan } from './plans.ts';
export { changeRetention, type KeptFor, type RetentionKind, readKeptFrom, readRetention } from './retention.ts';
export { revealToken } from './reveal-token.ts';
export { changeRole, createRole, deleteRole, listRoles, type Role } from './roles.ts';
export {
  changePassword,
  endSession,
  endSessions,
  findSession,
  findSessionOwner,
  findSessionRights,
  listPeople,
  listSessions,
  type Session,
  sessionLifeMs,
  sweepSessions,
} from './sessions.ts';
export { openSession, signIn } from './sign-in.ts';
export { changeTeam, holdTeams, listTeamsWithMembers, makeTeam, removeTeam, type Team } from './teams.ts';
export { readTenantLimits, setTenantLimits, spendAllowance, type TenantLimits } from './tenant-limits.ts';
export type { TokenHolder } from './token-rights.ts';
export { isWithin, type TokenScope, tokenScopes } from './token-scopes.ts';
export { isOpenAt, nextChange, nextOpening, type WorkingHours } from './working-hours.ts';
export { changeWorkspace, readWorkspace, type Workspace } from './workspace.ts';
