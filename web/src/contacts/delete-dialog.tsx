import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { isTypedName } from '../ui/typed-name.ts';
import { nameOfPerson, type Person, refreshContacts } from './contact-queries.ts';

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
  const [error, setError] = useState<string | undefined>();
  const name = nameOfPerson(contact);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const params = { path: { contactId: contact.id } };
      await read(api.DELETE('/internal/contacts/people/{contactId}', { params }));
      onGone();
      await refreshContacts(queryClient);
    } catch (cause) {
      setError(messageOf(cause));
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Delete ${name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {error && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <Text size="sm">
            The contact goes with its chats and attributes, and cannot be brought back. Its messages stay in the figures
            of campaigns. If it writes again, it is a new contact.
          </Text>
          <TextInput
            label={`Type ${name} to delete it`}
            data-autofocus
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" color="red" disabled={!isTypedName(typed, name)}>
              Delete
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
