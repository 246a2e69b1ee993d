import { createRoute } from '@tanstack/react-router';
import { appRoute } from '../app-route.tsx';
import { lazyPage } from '../lazy-page.ts';
import { readDetailSearch, readListSearch, readWizardSearch } from './campaign-search.ts';

const campaigns = createRoute({
  getParentRoute: () => appRoute,
  path: '/campaigns',
  validateSearch: readListSearch,
  component: lazyPage(() => import('./campaigns-page.tsx'), 'CampaignsPage'),
});

const wizard = createRoute({
  getParentRoute: () => appRoute,
  path: '/campaigns/new',
  validateSearch: readWizardSearch,
  component: lazyPage(() => import('./wizard-page.tsx'), 'WizardPage'),
});

const campaign = createRoute({
  getParentRoute: () => appRoute,
  path: '/campaigns/$campaignId',
  validateSearch: readDetailSearch,
  component: lazyPage(() => import('./campaign-page.tsx'), 'CampaignPage'),
});

export const campaignRoutes = [campaigns, wizard, campaign] as const;
