import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { readDeveloperSearch } from './developer-search.ts';

const developer = createRoute({
  getParentRoute: () => appRoute,
  path: '/developer',
  validateSearch: readDeveloperSearch,
  component: lazyRouteComponent(() => import('./developer-page.tsx'), 'DeveloperPage'),
});

export const developerRoutes = [developer] as const;
