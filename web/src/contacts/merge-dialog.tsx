import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { Fact } from '../ui/facts.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { offerUndo } from '../ui/undo-toast.tsx';
import { nameOfPerson, type Person, refreshContacts } from './contact-queries.ts';

/** Chooses another contact and shows what stays of the two before they become one. */
export function MergeDialog({ contact, onClose }: { contact: Person; onClose: () => void }) {
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text, 250);
  const [otherId, setOtherId] = useState<string | null>(null);
  const [nameOfOther, setNameOfOther] = useState('the other');
  const { error, isRunning, run } = useWrite();
  const found = useQuery({
    queryKey: ['contacts', 'merge-search', search],
    queryFn: () =>
      read(
        api.POST('/internal/contacts/search', {
          body: { filter: { search }, sort: 'updated', descending: true, limit: 20 },
        }),
      ),
    enabled: search.trim() !== '',
  });
  const params = { path: { contactId: contact.id } };
  const path = '/internal/contacts/people/{contactId}/merge';
  const preview = useQuery({
    // Not below `contacts`: what a merge changes is read anew, and of two that are one there is no preview.
    queryKey: ['contact-merge', contact.id, otherId],
    queryFn: () => read(api.POST(path, { params, body: { otherId: otherId ?? '', preview: true } })),
    enabled: otherId !== null,
    gcTime: 0,
  });
  const part = async (): Promise<void> => {
    try {
      await read(api.POST('/api/parley/v1/contacts/{target}/unmerge', { params: { path: { target: contact.id } } }));
      notifications.show({ message: 'They are two contacts again.' });
    } catch (cause) {
      complain(cause);
    }
    await refreshContacts(queryClient);
  };
  const merge = () =>
    run(async () => {
      await read(api.POST(path, { params, body: { otherId: otherId ?? '' } }));
      onClose();
      offerUndo(`${nameOfPerson(contact)} and ${nameOfOther} are one contact now.`, part);
      await refreshContacts(queryClient);
    });
  const others = (found.data?.contacts ?? []).filter(({ id }) => id !== contact.id);
  const choose = (id: string | null): void => {
    const other = others.find((one) => one.id === id);
    setOtherId(id);
    if (other) setNameOfOther(nameOfPerson(other));
  };
  return (
    <Modal opened onClose={onClose} title={`Merge with ${nameOfPerson(contact)}`}>
      <Stack gap="sm">
        <Refusal error={error ?? (preview.isError ? messageOf(preview.error) : undefined)} mt={0} />
        <Select
          label="The other contact"
          placeholder="Search a name or number"
          searchable
          data-autofocus
          filter={({ options }) => options}
          nothingFoundMessage={search.trim() === '' ? undefined : 'Nobody found'}
          searchValue={text}
          onSearchChange={setText}
          data={others.map((one) => ({
            value: one.id,
            label: `${nameOfPerson(one)} (${one.phone ? `+${one.phone}` : one.bsuid})`,
          }))}
          value={otherId}
          onChange={choose}
        />
        {preview.data && <WhatStays result={preview.data} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!preview.data} loading={isRunning} onClick={() => void merge()}>
            Merge
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface Result {
  readonly contact: Person;
  readonly lostPhone: string | null;
  readonly lostAttributes: readonly { readonly name: string; readonly value: string }[];
}

function WhatStays({ result: { contact, lostPhone, lostAttributes } }: { result: Result }) {
  return (
    <div className="contacts-card">
      <Text size="sm" fw={600}>
        What stays: {nameOfPerson(contact)}, {contact.phone ? `+${contact.phone}` : contact.bsuid}
      </Text>
      {Object.entries(contact.attributes).map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
      <Text size="sm" mt={6}>
        All chats, tickets and messages of both.{' '}
        {contact.allowBroadcast ? '' : 'No campaigns, as one of them refuses them.'}
      </Text>
      {(lostPhone || lostAttributes.length > 0) && (
        <Text size="sm" mt={6} className="contacts-bad">
          What goes:{' '}
          {[lostPhone && `the number +${lostPhone}`, ...lostAttributes.map(({ name, value }) => `${name} ${value}`)]
            .filter(Boolean)
            .join(', ')}
        </Text>
      )}
      <Text size="sm" mt={6}>
        Undo parts them again, right after.
      </Text>
    </div>
  );
}
