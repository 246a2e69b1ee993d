import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { readDeveloperSearch } from './developer/developer-search.ts';
import { readInboxSearch } from './inbox/inbox-search.ts';
import { sessionQuery } from './session/session.ts';
import { AppFrame } from './ui/app-frame.tsx';
import { EmptyState, ErrorState } from './ui/states.tsx';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  errorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
  notFoundComponent: () => <EmptyState title="There is nothing at this address" />,
});

const signInRoute = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
});

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  async beforeLoad({ context }) {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (session === null) throw redirect({ to: '/sign-in' });
  },
  component: AppFrame,
});

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad() {
    throw redirect({ to: '/inbox' });
  },
});

const inboxComponent = lazyRouteComponent(() => import('./inbox/inbox-page.tsx'), 'InboxPage');

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: inboxComponent,
});

const conversation = createRoute({
  getParentRoute: () => app,
  path: '/inbox/$conversationId',
  validateSearch: readInboxSearch,
  component: inboxComponent,
});

const developer = createRoute({
  getParentRoute: () => app,
  path: '/developer',
  validateSearch: readDeveloperSearch,
  component: lazyRouteComponent(() => import('./developer/developer-page.tsx'), 'DeveloperPage'),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

const routes = root.addChildren([signInRoute, app.addChildren([home, inbox, conversation, developer, settings])]);

export function makeRouter(queryClient: QueryClient) {
  return createRouter({ routeTree: routes, context: { queryClient }, defaultPreload: 'intent' });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
