import { EmptyState } from '../ui/states.tsx';

export function ContactsPage() {
  return <EmptyState title="Contacts" />;
}
