import { createRoute, redirect } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
import { sessionQuery } from '../session/session.ts';
import { developerPagesFor } from './developer-pages.ts';
import { readReferenceSearch, readRequestSearch, readTokenSearch, readWebhookSearch } from './developer-search.ts';

const developer = createRoute({
  getParentRoute: () => appRoute,
  path: '/developer',
  component: lazyPage(() => import('./developer-frame.tsx'), 'DeveloperFrame'),
});

const first = createRoute({
  getParentRoute: () => developer,
  path: '/',
  beforeLoad({ context }) {
    const session = context.queryClient.getQueryData(sessionQuery.queryKey);
    const [page] = developerPagesFor(session?.permissions ?? []);
    if (page) throw redirect({ to: page.to, replace: true });
  },
});

const tokens = createRoute({
  getParentRoute: () => developer,
  path: '/tokens',
  validateSearch: readTokenSearch,
  component: lazyPage(() => import('./tokens-page.tsx'), 'TokensPage'),
});

const requests = createRoute({
  getParentRoute: () => developer,
  path: '/requests',
  validateSearch: readRequestSearch,
  component: lazyPage(() => import('./requests-page.tsx'), 'RequestsPage'),
});

const reference = createRoute({
  getParentRoute: () => developer,
  path: '/reference',
  validateSearch: readReferenceSearch,
  component: lazyPage(() => import('./reference-page.tsx'), 'ReferencePage'),
});

const webhooks = createRoute({
  getParentRoute: () => developer,
  path: '/webhooks',
  validateSearch: readWebhookSearch,
  component: lazyPage(() => import('./webhooks-page.tsx'), 'WebhooksPage'),
});

export const developerRoutes = [developer.addChildren([first, tokens, requests, reference, webhooks])] as const;
