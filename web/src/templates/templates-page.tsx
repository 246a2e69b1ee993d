import { EmptyState } from '../ui/states.tsx';

export function TemplatesPage() {
  return <EmptyState title="Templates" />;
}
