import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { appRoute, rootRoute } from '../app-route.tsx';
import { readSettingsSearch } from './settings-search.ts';

const settings = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings',
  beforeLoad() {
    throw redirect({ to: '/settings/$section', params: { section: 'profile' }, replace: true });
  },
});

const section = createRoute({
  getParentRoute: () => appRoute,
  path: '/settings/$section',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

export const settingsRoutes = [settings, section] as const;

/** Where the link of an invitation leads: for somebody who is not signed in. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (raw: Record<string, unknown>) => ({ token: typeof raw.token === 'string' ? raw.token : '' }),
  component: lazyRouteComponent(() => import('./invitation-page.tsx'), 'InvitationPage'),
});
