import { GraphError } from './graph-errors.ts';
import type { JsonObject } from './json-value.ts';
import type { Tokens } from './tokens.ts';

/** GET /debug_token: the facts of a token, valid or not. */
export function debugToken(tokens: Tokens, input: string | null, nowMs: number): JsonObject {
  if (input === null || input === '') throw new GraphError(100, 'The parameter input_token is required.');
  const token = tokens.find(input);
  if (!token) {
    const error = { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' };
    return { data: { error, is_valid: false, scopes: [] } };
  }
  const hasExpired = token.expiresAtMs !== undefined && nowMs >= token.expiresAtMs;
  const scopes = [...token.scopes];
  const targets = [...token.wabas].map((waba) => waba.id);
  const granular = scopes.filter((scope) => scope.startsWith('whatsapp_'));
  return {
    data: {
      app_id: token.app.id,
      type: token.kind,
      application: token.app.name,
      expires_at: token.expiresAtMs === undefined ? 0 : Math.floor(token.expiresAtMs / 1000),
      is_valid: !hasExpired && !token.isRevoked,
      scopes,
      granular_scopes: granular.map((scope) => ({ scope, target_ids: targets })),
    },
  };
}
