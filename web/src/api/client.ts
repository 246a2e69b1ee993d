import type { paths as CampaignsPaths } from '@parley/contract/campaigns';
import type { paths as ContactsPaths } from '@parley/contract/contacts';
import type { paths as DeveloperPaths } from '@parley/contract/developer';
import type { paths as InboxPaths } from '@parley/contract/inbox';
import type { paths as SessionPaths } from '@parley/contract/internal';
import type { paths as OwnPaths } from '@parley/contract/parley';
import type { paths as SettingsPaths } from '@parley/contract/settings';
import type { paths as TemplatesPaths } from '@parley/contract/templates';
import type { paths as PublicPaths } from '@parley/contract/wati-v3';
import type { paths as WebhookPaths } from '@parley/contract/wati-webhooks';
import createClient from 'openapi-fetch';
import { wayBackTo } from '../session/way-back.ts';
import { ApiError } from './api-error.ts';

/** The header that proves a write comes from this page. Set by whoever reads the session. */
export const csrf = { token: '' };

type PagePaths = ContactsPaths & TemplatesPaths & CampaignsPaths & DeveloperPaths & SettingsPaths;

export const api = createClient<SessionPaths & InboxPaths & PagePaths & PublicPaths & OwnPaths & WebhookPaths>({
  baseUrl: window.location.origin,
});

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('x-parley-csrf', csrf.token);
    return request;
  },
  // The session was ended elsewhere: nothing on this page works any more.
  async onResponse({ request, response }) {
    if (response.status === 403) await reloadWithAnotherSession(response.clone());
    if (response.status === 401 && new URL(request.url).pathname !== '/internal/session') {
      const { pathname, search } = window.location;
      if (pathname.startsWith('/sign-in')) return;
      window.location.assign(`/sign-in?${new URLSearchParams({ ...wayBackTo(pathname + search) })}`);
    }
  },
});

/**
 * Somebody signed in anew in another window of this browser: this page holds the token of a session that is no more. Asked
 * first, since a page that is called by a wrong address is refused alike and would load for ever.
 */
async function reloadWithAnotherSession(refused: Response): Promise<void> {
  const { reason } = (await refused.json().catch(() => ({}))) as { reason?: string };
  if (reason !== 'auth.forgery_suspected') return;
  const answer = await fetch('/internal/session');
  const { csrfToken } = (await answer.json().catch(() => ({}))) as { csrfToken?: string };
  if (answer.ok && csrfToken !== csrf.token) window.location.reload();
}

interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The body of an answer. Throws an ApiError for refusals, and with status 0 when no answer came. */
export async function read<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer.catch((cause: unknown) => {
    throw new ApiError(0, 'offline', 'Parley cannot be reached. Check the connection and try again.', undefined, cause);
  });
  if (response.ok) return data as Data;
  throw toApiError(response.status, error);
}

function toApiError(status: number, body: unknown): ApiError {
  const { reason, message, requestId } = (body ?? {}) as { reason?: string; message?: string; requestId?: string };
  return new ApiError(status, reason ?? 'unknown', message ?? 'Something went wrong.', requestId, body);
}
