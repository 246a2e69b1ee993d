import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { appRoute, rootRoute } from './app-route.tsx';
import { campaignRoutes } from './campaigns/campaign-routes.ts';
import { contactRoutes } from './contacts/contact-routes.ts';
import { developerRoutes } from './developer/developer-routes.ts';
import { inboxRoutes } from './inbox/inbox-routes.ts';
import { lazyPage } from './lazy-page.ts';
import { PageError } from './page-error.tsx';
import { readSignInSearch } from './session/way-back.ts';
import { invitationRoute, settingsRoutes } from './settings/settings-routes.ts';
import { templateRoutes } from './templates/template-routes.ts';

const signIn = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyPage(() => import('./session/sign-in-page.tsx'), 'SignInPage'),
});

const home = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad() {
    throw redirect({ to: '/inbox' });
  },
});

const routes = rootRoute.addChildren([
  signIn,
  invitationRoute,
  appRoute.addChildren([
    home,
    ...inboxRoutes,
    ...contactRoutes,
    ...campaignRoutes,
    ...templateRoutes,
    ...developerRoutes,
    ...settingsRoutes,
  ]),
]);

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queryClient },
    defaultPreload: 'intent',
    // Where the page itself would be: the frame round it stays.
    defaultErrorComponent: PageError,
    // What a page does not know of an address, or refuses, does not reach it.
    search: { strict: true },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
