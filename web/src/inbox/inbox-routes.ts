import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { readInboxSearch } from './inbox-search.ts';

const component = lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage');

const inbox = createRoute({
  getParentRoute: () => appRoute,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component,
});

const conversation = createRoute({
  getParentRoute: () => appRoute,
  path: '/inbox/$conversationId',
  validateSearch: readInboxSearch,
  component,
});

export const inboxRoutes = [inbox, conversation] as const;
