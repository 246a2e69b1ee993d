import type { components } from '@parley/contract/parley';
import { AppError } from '../../kernel/errors.ts';
import {
  changeToken,
  endToken,
  getToken,
  isWithin,
  listTokenPage,
  makeToken,
  rotateToken,
  type TokenDetail,
  type TokenHolder,
  type TokenMade,
  tokenScopes,
} from '../../modules/accounts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { Credential } from '../authenticate.ts';
import { defineHandlers, type HandlersBySet } from '../handlers.ts';
import { fromPageCursor, toPageCursor } from './page-cursor.ts';

const defaultPage = 50;
const defaultOverlapSeconds = 24 * 60 * 60;

/** The API tokens of a workspace. A caller hands out no more than it has. */
export function createApiTokenHandlers(deps: ApiDeps): HandlersBySet['parley'] {
  return defineHandlers('parley', {
    async listTokenScopes({ credential }) {
      const scopes = tokenScopes.map((scope) => ({ ...scope, grantable: isWithin(scope.scope, credential.scopes) }));
      return { body: { scopes, fullRights: credential.scopes === 'all' } };
    },

    async listTokens({ ctx, query }) {
      const { state, cursor, limit = defaultPage } = query;
      const page = await listTokenPage(deps, ctx, { state }, { limit, after: fromPageCursor(cursor) });
      return { body: { tokens: page.tokens.map(toApiToken), nextCursor: toPageCursor(page.end) } };
    },

    async createToken({ ctx, credential, body, noteForAudit }) {
      const { name, scopes } = body;
      const input = { name, scopes, expiresAt: readMoment(body.expiresAt) ?? null };
      const made = await makeToken(deps, ctx, holderOf(credential), input);
      noteForAudit({ targetId: made.token.id });
      return { status: 201, body: toMade(made) };
    },

    getToken: async ({ ctx, params }) => ({ body: toApiToken(await getToken(deps, ctx, params.tokenId)) }),

    async updateToken({ ctx, credential, params, body }) {
      const { name, scopes } = body;
      const change = {
        ...(name === undefined ? {} : { name }),
        ...(scopes === undefined ? {} : { scopes }),
        ...(body.expiresAt === undefined ? {} : { expiresAt: readMoment(body.expiresAt) ?? null }),
      };
      return { body: toApiToken(await changeToken(deps, ctx, holderOf(credential), params.tokenId, change)) };
    },

    async rotateApiToken({ ctx, credential, params, body, noteForAudit }) {
      const overlapMs = (body?.overlapSeconds ?? defaultOverlapSeconds) * 1000;
      const made = await rotateToken(deps, ctx, holderOf(credential), params.tokenId, overlapMs);
      noteForAudit({ targetName: made.token.name });
      return { body: toMade(made) };
    },

    async revokeToken({ ctx, credential, params, noteForAudit }) {
      noteForAudit({ targetName: await endToken(deps, ctx, holderOf(credential), params.tokenId) });
      return { status: 204, body: undefined };
    },
  });
}

function holderOf({ scopes, operatorId, tokenId, session }: Credential): TokenHolder {
  return { scopes, operatorId, tokenId: session ? undefined : tokenId };
}

function toMade({ token, text }: TokenMade): components['schemas']['ApiTokenMade'] {
  return { token: toApiToken(token), text };
}

function toApiToken(token: TokenDetail): components['schemas']['ApiToken'] {
  const { id, name, state, scopes, createdByName, createdByEmail, createdBy } = token;
  const maker = createdBy === null ? null : { id: createdBy, name: createdByName ?? '', email: createdByEmail ?? '' };
  return {
    id,
    name,
    state,
    scopes,
    createdAt: token.createdAt.toISOString(),
    createdBy: maker,
    createdByTokenId: token.createdByToken,
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    successorId: token.successorId,
  };
}

function readMoment(text: string | null | undefined): Date | undefined {
  if (text === undefined || text === null) return undefined;
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new AppError('request.invalid', 'expiresAt must be a moment in ISO 8601.');
  return at;
}
