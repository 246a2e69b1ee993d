import type { FastifyInstance } from 'fastify';
import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Accounts } from './accounts.ts';
import type { Apps } from './apps.ts';
import { readInput, tokenChangeInput, tokenInput } from './control-input.ts';
import type { JsonObject } from './json-value.ts';
import type { SimulatedIds } from './simulated-ids.ts';
import type { Token, Tokens } from './tokens.ts';

export interface TokenRouteDeps {
  readonly clock: Clock;
  readonly ids: SimulatedIds;
  readonly accounts: Accounts;
  readonly apps: Apps;
  readonly tokens: Tokens;
}

/** Tokens with an end, with fewer permissions, or revoked. */
export function registerTokenRoutes(server: FastifyInstance, deps: TokenRouteDeps): void {
  const { clock, tokens } = deps;
  server.get('/tokens', async () => tokens.list().map(shownToken));
  server.post('/tokens', async (request) => {
    const body = readInput(tokenInput, request.body);
    const wabaIds = body.waba_ids ?? deps.accounts.list().map((waba) => waba.id);
    const unknown = wabaIds.find((id) => !deps.accounts.findWaba(id));
    if (unknown !== undefined) throw new AppError('request.invalid', `waba_ids: there is no account ${unknown}.`);
    const appId = body.app_id ?? deps.apps.first().id;
    if (!deps.apps.find(appId)) throw new AppError('request.invalid', `app_id: there is no app ${appId}.`);
    const seconds = body.expires_in_seconds;
    const made = tokens.add({
      token: body.token ?? deps.ids.token(),
      appId,
      wabaIds,
      scopes: body.scopes,
      expiresAtMs: seconds === undefined ? undefined : clock.nowMs() + seconds * 1000,
    });
    if (!made) throw new AppError('simulator.limit_reached', 'There are too many tokens.');
    return shownToken(made);
  });
  server.patch('/tokens', async (request) => {
    const change = readInput(tokenChangeInput, request.body);
    const token = tokens.list().find((entry) => entry.value === change.token);
    if (!token) throw new AppError('request.invalid', 'token: there is no such token.');
    const { expires_in_seconds: seconds } = change;
    if (seconds !== undefined) token.expiresAtMs = seconds === null ? undefined : clock.nowMs() + seconds * 1000;
    if (change.scopes) token.scopes = new Set(change.scopes);
    token.isRevoked = change.revoked ?? token.isRevoked;
    return shownToken(token);
  });
}

function shownToken(token: Token): JsonObject {
  return {
    token: token.value,
    app_id: token.app.id,
    waba_ids: [...token.wabas].map((waba) => waba.id),
    scopes: [...token.scopes],
    expires_at: token.expiresAtMs === undefined ? null : new Date(token.expiresAtMs).toISOString(),
    revoked: token.isRevoked,
  };
}
