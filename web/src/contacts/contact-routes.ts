import { createRoute } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
import { readContactsSearch, readSegmentsSearch } from './contacts-search.ts';

const page = lazyPage(() => import('./contacts-page.tsx'), 'ContactsPage');

const contacts = createRoute({
  getParentRoute: () => appRoute,
  path: '/contacts',
  validateSearch: readContactsSearch,
  component: page,
});

const contact = createRoute({
  getParentRoute: () => appRoute,
  path: '/contacts/$contactId',
  validateSearch: readContactsSearch,
  component: page,
});

const segments = createRoute({
  getParentRoute: () => appRoute,
  path: '/contacts/segments',
  validateSearch: readSegmentsSearch,
  component: lazyPage(() => import('./segments-page.tsx'), 'SegmentsPage'),
});

const imports = createRoute({
  getParentRoute: () => appRoute,
  path: '/contacts/imports',
  component: lazyPage(() => import('./jobs-page.tsx'), 'JobsPage'),
});

const importOne = createRoute({
  getParentRoute: () => appRoute,
  path: '/contacts/imports/$jobId',
  component: lazyPage(() => import('./job-page.tsx'), 'JobPage'),
});

export const contactRoutes = [contacts, contact, segments, imports, importOne] as const;
