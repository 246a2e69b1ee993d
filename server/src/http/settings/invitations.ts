import type { components } from '@parley/contract/settings';
import {
  acceptInvitation,
  type Invitation,
  invitePerson,
  listInvitations,
  openSession,
  readInvitation,
  renewInvitation,
  withdrawInvitation,
} from '../../modules/accounts/index.ts';
import { runAudited } from '../../modules/audit/index.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { toSessionCookie } from '../internal/session-cookie.ts';
import { personInCharge } from './person-in-charge.ts';
import type { SettingsDeps } from './settings-deps.ts';

type Schemas = components['schemas'];

/** How people come into a workspace: by a link that somebody gives them. */
export function createInvitationHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  const withLink = ({ invitation, token }: { invitation: Invitation; token: string }) => ({
    invitation: toInvitation(invitation, deps.clock.nowMs()),
    link: `${deps.publicUrl()}/invitation?token=${token}`,
  });
  return defineHandlers('settings', {
    async listInvitations({ ctx }) {
      const nowMs = deps.clock.nowMs();
      const items = (await listInvitations(deps, ctx.tenantId)).map((invitation) => toInvitation(invitation, nowMs));
      return { body: { items } satisfies Schemas['InvitationList'] };
    },

    async invitePerson({ ctx, credential, body, noteForAudit }) {
      const input = { ...body, teamIds: body.teamIds ?? [] };
      const made = await invitePerson(deps, ctx.tenantId, personInCharge(credential), input);
      const { id, email, roles } = made.invitation;
      noteForAudit({ targetId: id, targetName: email, after: { roles, teamIds: input.teamIds } });
      return { status: 201, body: withLink(made) };
    },

    async renewInvitation({ ctx, credential, params, noteForAudit }) {
      const made = await renewInvitation(deps, ctx.tenantId, personInCharge(credential), params.invitationId);
      noteForAudit({ targetName: made.invitation.email });
      return { body: withLink(made) };
    },

    async withdrawInvitation({ ctx, params, noteForAudit }) {
      const { email } = await withdrawInvitation(deps, ctx.tenantId, params.invitationId);
      noteForAudit({ targetName: email });
      return { status: 204, body: undefined };
    },

    async readInvitation({ query }) {
      const { invitation, tenantName } = await readInvitation(deps, query.token);
      const { email, name, invitedBy, expiresAt } = invitation;
      const facts = { workspace: tenantName, email, name, invitedBy, expiresAt: expiresAt.toISOString() };
      return { body: facts satisfies Schemas['InvitationFacts'] };
    },

    async acceptInvitation({ ctx, body, headers, address }) {
      const from = { address, userAgent: headers['user-agent'] };
      const { accepted, cookie } = await runAudited(
        deps,
        async () => {
          const made = await acceptInvitation(deps, body);
          return { accepted: made, cookie: await openSession(deps, made.tenantId, made.operatorId, from) };
        },
        async ({ accepted: { tenantId, operatorId, invitation } }) => {
          const actor = { kind: 'operator', id: operatorId, name: body.name.trim() } as const;
          const changes = { after: { email: invitation.email, roles: invitation.roles } };
          const facts = { action: 'person.accept', targetId: operatorId, targetName: actor.name, changes };
          return { source: { tenantId, requestId: ctx.requestId, address, actor }, facts };
        },
      );
      const { tenantId, operatorId } = accepted;
      const answer = { tenantId, operatorId } satisfies Schemas['Accepted'];
      return { status: 201, headers: { 'set-cookie': toSessionCookie(deps, cookie) }, body: answer };
    },
  });
}

function toInvitation(invitation: Invitation, nowMs: number): Schemas['Invitation'] {
  const { id, email, name, roles, teamIds, invitedBy, createdAt, expiresAt } = invitation;
  return {
    id,
    email,
    name,
    roles: [...roles],
    teamIds: [...teamIds],
    invitedBy,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    isExpired: expiresAt.getTime() <= nowMs,
  };
}
