import { sessionLifeMs } from '../../modules/accounts/index.ts';
import { sessionCookieName } from '../identify-caller.ts';

/** Sent by browsers to this site alone, hidden from scripts, and over TLS only where people reach us by it. */
export function toSessionCookie(deps: { readonly publicUrl: () => string }, value: string | undefined): string {
  const life = value === undefined ? 0 : Math.floor(sessionLifeMs / 1000);
  const secure = deps.publicUrl().startsWith('https:') ? '; Secure' : '';
  return `${sessionCookieName}=${value ?? ''}; Path=/; Max-Age=${life}; HttpOnly; SameSite=Lax${secure}`;
}
