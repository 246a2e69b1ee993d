import { AppError } from '../../kernel/errors.ts';
import { blockToken } from '../../modules/accounts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { tokenOf } from '../authenticate.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { toFailure } from './refuse.ts';

export function createV1TokenHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', { rotateToken: (request) => rotateToken(deps, request) });
}

/** The token named is blocked, which may be the one that calls; a new legacy token is not answered, but can be shown. */
async function rotateToken(deps: ApiDeps, { ctx, query }: LegacyRequest<'rotateToken'>): Promise<Reply> {
  const token = tokenOf(query.token);
  if (token === '') throw new AppError('request.invalid', 'token is required: the token to block.');
  const blocked = await blockToken(deps, ctx, token);
  return { body: blocked ? { result: true, info: '' } : toFailure('Token not found') };
}
