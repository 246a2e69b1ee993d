import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { offerUndo } from '../ui/undo-toast.tsx';
import { refreshContacts } from './contact-queries.ts';
import { type KnownContact, type PersonChange, toUndo, whatChanges, whatWasDone } from './undo-change.ts';

/**
 * Writes a change of a contact, reads anew what it touches, and offers to take it back, which leaves alone what somebody
 * changed meanwhile. Answers whether it was taken.
 */
export function useContactChange(contact: KnownContact): (change: PersonChange) => Promise<boolean> {
  const queryClient = useQueryClient();
  const refresh = async (): Promise<void> => {
    await Promise.all([refreshContacts(queryClient), queryClient.invalidateQueries({ queryKey: ['inbox', 'panel'] })]);
  };
  const write = async (body: PersonChange): Promise<void> => {
    const params = { path: { contactId: contact.id } };
    await read(api.PATCH('/internal/contacts/people/{contactId}', { params, body }));
    await refresh();
  };
  const takeBack = async (undo: PersonChange, what: string): Promise<void> => {
    try {
      await write(undo);
      notifications.show({ message: `${startBig(what)}: back as before.` });
    } catch (error) {
      if (!(error instanceof ApiError && error.reason === 'contact.changed_since')) return complain(error);
      notifications.show({
        color: 'yellow',
        title: 'Not taken back',
        message: `Somebody changed this contact meanwhile (${what}). It stays as it is now.`,
      });
      await refresh();
    }
  };
  return async (change) => {
    try {
      const undo = toUndo(contact, change);
      await write(change);
      const what = whatChanges(change);
      if (undo) offerUndo(whatWasDone(change), () => takeBack(undo, what));
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  };
}

function startBig(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
