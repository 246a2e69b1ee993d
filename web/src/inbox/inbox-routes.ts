import { createRoute } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
import { readInboxSearch } from './inbox-search.ts';

const component = lazyPage(() => import('./inbox-page.tsx'), 'InboxPage');

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
