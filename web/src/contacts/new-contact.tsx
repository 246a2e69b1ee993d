import { Checkbox, MultiSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { facetsQuery, type Person, refreshContacts } from './contact-queries.ts';
import { FormDialog } from './form-dialog.tsx';

/** A new contact: the number, and what is known of it. */
export function NewContact({ onClose, onMade }: { onClose: () => void; onMade: (person: Person) => void }) {
  const queryClient = useQueryClient();
  const facets = useQuery(facetsQuery);
  const [phone, setPhone] = useState('');
  const [name, setName] = useState('');
  const [optedIn, setOptedIn] = useState(false);
  const [teamIds, setTeamIds] = useState<string[]>([]);
  const { error, isRunning, run } = useWrite();
  const add = () =>
    run(async () => {
      const body = { phone: phone.trim(), name: name.trim(), optedIn, teamIds };
      const person = await read(api.POST('/internal/contacts/people', { body }));
      await refreshContacts(queryClient);
      onMade(person);
    });
  return (
    <FormDialog
      title="New contact"
      error={error}
      isRunning={isRunning}
      action="Add the contact"
      isReady={phone.trim() !== ''}
      onSubmit={() => void add()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
