import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, redirect } from '@tanstack/react-router';
import { PageError } from './page-error.tsx';
import { sessionQuery } from './session/session.ts';
import { wayBackTo } from './session/way-back.ts';
import { AppFrame } from './ui/app-frame.tsx';
import { EmptyState } from './ui/states.tsx';

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  errorComponent: PageError,
  notFoundComponent: () => (
    <EmptyState title="There is nothing at this address">
      <a href="/">Go to the start</a>
    </EmptyState>
  ),
});

/** The parent of every page that needs somebody signed in. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  async beforeLoad({ context, location }) {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/sign-in', search: wayBackTo(location.href) });
  },
  component: AppFrame,
});
