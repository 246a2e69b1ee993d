import type { Clock } from '../kernel/clock.ts';
import type { Accounts, Waba } from './accounts.ts';
import type { App, Apps } from './apps.ts';
import { GraphError, tokenRefused } from './graph-errors.ts';
import { type SimulatedToken, type TokenScope, tokenScopes } from './simulated-account.ts';

/** Tokens kept at once. */
const maxTokens = 1_000;
/** Meta's own tokens begin so and are long: one that strayed here is to be taken out of the other program. */
const realToken = /^EAA[A-Za-z0-9]{60,}$/;

/** A token as it stands. */
export interface Token {
  readonly value: string;
  readonly app: App;
  readonly wabas: ReadonlySet<Waba>;
  readonly kind: 'SYSTEM_USER' | 'APP';
  scopes: ReadonlySet<TokenScope>;
  expiresAtMs: number | undefined;
  isRevoked: boolean;
}

/** The tokens of the simulator: one of each account, those that were made beside them, and `{app id}|{secret}`. */
export interface Tokens {
  /** The token, or what Graph answers: code 190, with subcode 463 when it has expired and 467 when it was revoked. */
  require(value: string | undefined): Token;
  find(value: string): Token | undefined;
  /** Undefined when there are too many. */
  add(token: SimulatedToken): Token | undefined;
  list(): Token[];
}

export function createTokens(deps: { clock: Clock; accounts: Accounts; apps: Apps }): Tokens {
  const { clock, accounts, apps } = deps;
  const tokens = new Map<string, Token>();
  const add = (source: SimulatedToken): Token | undefined => {
    if (tokens.size >= maxTokens && !tokens.has(source.token)) return undefined;
    const token: Token = {
      value: source.token,
      app: apps.find(source.appId) ?? apps.first(),
      wabas: new Set(source.wabaIds.map((id) => accounts.findWaba(id)).filter((waba) => waba !== undefined)),
      kind: 'SYSTEM_USER',
      scopes: new Set(source.scopes),
      expiresAtMs: source.expiresAtMs,
      isRevoked: false,
    };
    tokens.set(token.value, token);
    return token;
  };
  for (const waba of accounts.list()) {
    const [appId = apps.first().id] = waba.subscriptions.keys();
    const known = tokens.get(waba.accessToken);
    const wabaIds = [...(known?.wabas ?? []), waba].map((entry) => entry.id);
    add({ token: waba.accessToken, appId, wabaIds, scopes: tokenScopes, expiresAtMs: undefined });
  }
  const find = (value: string): Token | undefined => tokens.get(value) ?? appTokenOf(apps, value);
  return {
    find,
    add,
    list: () => [...tokens.values()],
    require(value) {
      if (value === undefined) throw tokenRefused('An access token is required to request this resource.');
      if (realToken.test(value)) {
        throw tokenRefused('This looks like a real token of Meta. The simulator takes its own tokens only.');
      }
      const token = find(value);
      if (!token) throw tokenRefused('Invalid OAuth access token - Cannot parse access token');
      if (token.isRevoked) {
        const message = 'Error validating access token: The session has been invalidated.';
        throw new GraphError(190, undefined, { subcode: 467, message });
      }
      if (token.expiresAtMs !== undefined && clock.nowMs() >= token.expiresAtMs) {
        const message = 'Error validating access token: the session has expired.';
        throw new GraphError(190, undefined, { subcode: 463, message });
      }
      return token;
    },
  };
}

/** `{app id}|{app secret}` acts for the app itself, and for no account. */
function appTokenOf(apps: Apps, value: string): Token | undefined {
  const app = apps.list().find((entry) => value === `${entry.id}|${entry.secret}`);
  if (!app) return undefined;
  return {
    value,
    app,
    wabas: new Set(),
    kind: 'APP',
    scopes: new Set(),
    expiresAtMs: undefined,
    isRevoked: false,
  };
}
