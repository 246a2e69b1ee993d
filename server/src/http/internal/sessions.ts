import type { components } from '@parley/contract/internal';
import { AppError } from '../../kernel/errors.ts';
import {
  changePassword,
  endSession,
  endSessions,
  findOperatorById,
  findSession,
  findSessionOwner,
  listSessions,
  requireInCharge,
  type Session,
  signIn,
} from '../../modules/accounts/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import type { InternalDeps } from './internal-deps.ts';
import { isOwnName } from './own-name.ts';
import { requirePermission, requireSession } from './require-session.ts';
import { toSessionCookie } from './session-cookie.ts';

type Schemas = components['schemas'];

export function createSessionHandlers(deps: InternalDeps): HandlersBySet['internal'] {
  return defineHandlers('internal', {
    async describeSignIn({ headers }) {
      const { simulator, demo: known } = deps.signInFacts;
      const demo = isOwnName(headers.host, deps.publicUrl()) ? known : undefined;
      const shown = demo && { password: demo.password, people: [...demo.people] };
      return { body: { simulator, demo: shown ?? null } satisfies Schemas['SignInFacts'] };
    },

    async signIn({ body, headers, address }) {
      const { email, password, tenantId } = body;
      const cookie = await signIn(deps, { email, password, tenantId, address, userAgent: headers['user-agent'] });
      const session = await findSession(deps, cookie);
      if (!session) throw new AppError('auth.session_missing', 'The session ended at once. Sign in again.');
      return { status: 201, headers: { 'set-cookie': toSessionCookie(deps, cookie) }, body: toSession(deps, session) };
    },

    async readSession({ credential }) {
      return { body: toSession(deps, requireSession(credential)) };
    },

    async signOut({ ctx, credential }) {
      await endSession(deps, ctx.tenantId, requireSession(credential).id);
      return { status: 204, headers: { 'set-cookie': toSessionCookie(deps, undefined) }, body: undefined };
    },

    async listSessions({ ctx, credential, query }) {
      const session = requireSession(credential);
      const operatorId = await personOf(deps, session, query.operatorId);
      const rows = await listSessions(deps, ctx.tenantId, operatorId);
      const items = rows.map(({ createdAt, lastSeenAt, ...row }) => ({
        ...row,
        isCurrent: row.id === session.id,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
      }));
      return { body: { items } satisfies Schemas['SessionList'] };
    },

    async endSessions({ ctx, credential, query, noteForAudit }) {
      const session = requireSession(credential);
      const operatorId = await personOf(deps, session, query.operatorId);
      await requireMayEnd(deps, session, operatorId);
      const ended = await endSessions(deps, ctx.tenantId, operatorId, session.id);
      const person = await findOperatorById(deps, ctx.tenantId, operatorId);
      noteForAudit({ targetId: operatorId, targetName: person?.name, after: { ended } });
      return { body: { ended } satisfies Schemas['EndedSessions'] };
    },

    async endSession({ ctx, credential, params }) {
      const session = requireSession(credential);
      const isChief = session.permissions.includes('people.manage');
      const owner = isChief ? await findSessionOwner(deps, ctx.tenantId, params.sessionId) : session.operator.id;
      if (owner !== undefined) await requireMayEnd(deps, session, owner);
      const ended = await endSession(deps, ctx.tenantId, params.sessionId, owner);
      if (!ended) throw new AppError('session.not_found', 'There is no such session.');
      return { status: 204, body: undefined };
    },

    async changePassword({ credential, body, noteForAudit }) {
      const session = requireSession(credential);
      await changePassword(deps, session, body);
      noteForAudit({ targetId: session.operator.id, targetName: session.operator.name, after: {} });
      return { status: 204, body: undefined };
    },
  });
}

async function personOf(deps: InternalDeps, session: Session, operatorId: string | undefined): Promise<string> {
  if (operatorId === undefined || operatorId === session.operator.id) return session.operator.id;
  requirePermission(session, 'people.manage');
  if (await findOperatorById(deps, session.tenant.id, operatorId)) return operatorId;
  throw new AppError('operator.not_found', 'There is no such person in this workspace.');
}

/** Throws role.beyond_own for somebody who may do more than the caller. */
async function requireMayEnd(deps: InternalDeps, session: Session, operatorId: string): Promise<void> {
  const { operator, permissions, tenant } = session;
  if (operatorId === operator.id) return;
  await requireInCharge(deps, tenant.id, { operatorId: operator.id, permissions }, operatorId);
}

function toSession(deps: InternalDeps, session: Session): Schemas['Session'] {
  const { id, tenant, operator, permissions, csrfToken, expiresAt } = session;
  return {
    id,
    tenant,
    operator: { ...operator, roles: [...operator.roles] },
    permissions: [...permissions],
    csrfToken,
    expiresAt: expiresAt.toISOString(),
    simulator: deps.signInFacts.simulator,
  };
}
