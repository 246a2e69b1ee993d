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

const csrfHeader = 'x-parley-csrf';
/** The header that proves a write comes from this page, and whose it is. Set by whoever reads the session. */
export const csrf = { token: '', operatorId: '' };
/** Writes that are under way, for one that has to be done again: the body of a request is read once. */
const copies = new WeakMap<Request, Request>();

type PagePaths = ContactsPaths & TemplatesPaths & CampaignsPaths & DeveloperPaths & SettingsPaths;

export const api = createClient<SessionPaths & InboxPaths & PagePaths & PublicPaths & OwnPaths & WebhookPaths>({
  baseUrl: window.location.origin,
});

api.use({
  onRequest({ request }) {
    if (request.method === 'GET') return request;
    request.headers.set(csrfHeader, csrf.token);
    copies.set(request, request.clone());
    return request;
  },
  // The session was ended elsewhere: nothing on this page works any more.
  async onResponse({ request, response }) {
    if (response.status === 403) return again(request, response);
    if (response.status === 401 && new URL(request.url).pathname !== '/internal/session') {
      const { pathname, search } = window.location;
      if (pathname.startsWith('/sign-in')) return undefined;
      window.location.assign(`/sign-in?${new URLSearchParams({ ...wayBackTo(pathname + search) })}`);
    }
    return undefined;
  },
});

/**
 * After somebody signed in anew in another window of this browser, a write bears the token of a session that is no more. Of the
 * same person it is done once more with the new one; for another person the page is read anew. Asked first, since a page that is
 * called by a wrong address is refused alike.
 */
async function again(request: Request, refused: Response): Promise<Response | undefined> {
  const { reason } = (await refused
    .clone()
    .json()
    .catch(() => ({}))) as { reason?: string };
  if (reason !== 'auth.forgery_suspected') return undefined;
  const answer = await fetch('/internal/session');
  const now = (await answer.json().catch(() => ({}))) as { csrfToken?: string; operator?: { id: string } };
  const copy = copies.get(request);
  if (!answer.ok || now.csrfToken === undefined || !copy || copy.headers.get(csrfHeader) === now.csrfToken)
    return undefined;
  if (now.operator?.id !== csrf.operatorId) {
    window.location.reload();
    return undefined;
  }
  csrf.token = now.csrfToken;
  copy.headers.set(csrfHeader, csrf.token);
  return fetch(copy);
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
