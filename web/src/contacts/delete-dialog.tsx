import { Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { isTypedName } from '../ui/typed-name.ts';
import { nameOfPerson, type Person, refreshContacts } from './contact-queries.ts';
import { FormDialog } from './form-dialog.tsx';

/** Asks for the name before a contact goes. */
export function DeleteDialog({
  contact,
  onClose,
  onGone,
}: {
  contact: Person;
  onClose: () => void;
  onGone: () => void;
}) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const { error, isRunning, run } = useWrite();
  const name = nameOfPerson(contact);
  const remove = () =>
    run(async () => {
      const params = { path: { contactId: contact.id } };
      await read(api.DELETE('/internal/contacts/people/{contactId}', { params }));
      onGone();
      await refreshContacts(queryClient);
    });
  return (
    <FormDialog
      title={`Delete ${name}`}
      error={error}
      isRunning={isRunning}
      action="Delete"
      isReady={isTypedName(typed, name)}
      isDangerous
      onSubmit={() => void remove()}
      onClose={onClose}
    >
      <Text size="sm">
        The contact goes with its chats and attributes, and cannot be brought back. Its messages stay in the figures of
        campaigns. If it writes again, it is a new contact.
      </Text>
      <TextInput
        label={`Type ${name} to delete it`}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
