import { createRoute } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
import { readDetailSearch, readGallerySearch, readNewSearch } from './template-search.ts';

const templates = createRoute({
  getParentRoute: () => appRoute,
  path: '/templates',
  validateSearch: readGallerySearch,
  component: lazyPage(() => import('./templates-page.tsx'), 'TemplatesPage'),
});

const newTemplate = createRoute({
  getParentRoute: () => appRoute,
  path: '/templates/new',
  validateSearch: readNewSearch,
  component: lazyPage(() => import('./new-template-page.tsx'), 'NewTemplatePage'),
});

const template = createRoute({
  getParentRoute: () => appRoute,
  path: '/templates/$templateId',
  validateSearch: readDetailSearch,
  component: lazyPage(() => import('./template-page.tsx'), 'TemplatePage'),
});

export const templateRoutes = [templates, newTemplate, template] as const;
