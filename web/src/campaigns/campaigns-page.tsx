import { EmptyState } from '../ui/states.tsx';

export function CampaignsPage() {
  return <EmptyState title="Campaigns" />;
}
