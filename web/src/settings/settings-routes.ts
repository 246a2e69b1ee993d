import { createRoute, redirect } from '@tanstack/react-router';
import { appRoute, rootRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
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
  component: lazyPage(() => import('./settings-page.tsx'), 'SettingsPage'),
  // The section comes with the page: were it awaited within, it would be shown 300 ms late, when its skeleton had its time.
  async loader({ params }) {
    const { loadSection } = await import('./settings-sections.ts');
    return { Section: await loadSection(params.section) };
  },
});

export const settingsRoutes = [settings, section] as const;

/** Where the link of an invitation leads: for somebody who is not signed in. */
export const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (raw: Record<string, unknown>) => ({ token: typeof raw.token === 'string' ? raw.token : '' }),
  component: lazyPage(() => import('./invitation-page.tsx'), 'InvitationPage'),
});
