import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import type { Chosen } from './contact-queries.ts';

/** Saves contacts as a CSV file. */
export async function downloadContacts(people: Chosen): Promise<void> {
  try {
    const file = await read(api.POST('/internal/contacts/export', { body: { people }, parseAs: 'blob' }));
    save(file as unknown as Blob, 'contacts.csv');
  } catch (error) {
    complain(error);
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
