import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { isRefusal } from '../api/api-error.ts';
import { api, csrf, read } from '../api/client.ts';
import type { Session } from '../api/types.ts';

/** Who is signed in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async (): Promise<Session | null> => {
    try {
      return remember(await read(api.GET('/internal/session')));
    } catch (error) {
      if (isRefusal(error)) return null;
      throw error;
    }
  },
});

/** The session on pages that only open with one. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error('No session on a page that needs one.');
  return data;
}

export async function signIn(
  queryClient: QueryClient,
  input: { email: string; password: string; tenantId?: string },
): Promise<void> {
  const session = remember(await read(api.POST('/internal/session', { body: input })));
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, session);
}

/** Ends the session, leaves for the sign-in page, and forgets what was shown: a page of the app cannot be without a session. */
export async function signOut(queryClient: QueryClient, leave: () => Promise<void>): Promise<void> {
  await read(api.DELETE('/internal/session'));
  await leave();
  csrf.token = '';
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
}

function remember(session: Session): Session {
  csrf.token = session.csrfToken;
  csrf.operatorId = session.operator.id;
  return session;
}
