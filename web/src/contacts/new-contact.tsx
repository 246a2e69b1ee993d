import { Alert, Button, Checkbox, Group, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { facetsQuery, type Person, refreshContacts } from './contact-queries.ts';

/** A new contact: the number, and what is known of it. */
export function NewContact({ onClose, onMade }: { onClose: () => void; onMade: (person: Person) => void }) {
  const queryClient = useQueryClient();
  const facets = useQuery(facetsQuery);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [optedIn, setOptedIn] = useState(false);
  const [teamIds, setTeamIds] = useState<string[]>([]);
  const [error, setError] = useState<string | undefined>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const body = { phone: phone.trim(), name: name.trim(), optedIn, teamIds };
      const person = await read(api.POST('/internal/contacts/people', { body }));
      await refreshContacts(queryClient);
      onMade(person);
    } catch (cause) {
      setError(messageOf(cause));
    }
  };
  return (
    <Modal opened onClose={onClose} title="New contact" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {error && (
            <Alert color="red" role="alert">
              {error}
            </Alert>
          )}
          <TextInput
            label="WhatsApp number"
            description="With the country code, such as +49 151 2345678"
            required
            data-autofocus
            inputMode="tel"
            value={phone}
            onChange={(event) => setPhone(event.currentTarget.value)}
          />
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <MultiSelect
            label="Teams"
            data={(facets.data?.teams ?? []).map((team) => ({ value: team.id, label: team.name }))}
            value={teamIds}
            onChange={setTeamIds}
          />
          <Checkbox
            label="Has agreed to be written to"
            checked={optedIn}
            onChange={(event) => setOptedIn(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={phone.trim() === ''}>
              Add the contact
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
