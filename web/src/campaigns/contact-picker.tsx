import { Button, Checkbox, Group, Pill, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { contactsQuery, type PickedContact } from './campaign-queries.ts';
import { people } from './campaign-words.ts';

const pillsShown = 40;

interface Props {
  readonly chosen: readonly string[];
  readonly onChange: (contactIds: string[]) => void;
}

/** Contacts found by name or number, one by one. */
export function ContactPicker({ chosen, onChange }: Props) {
  const [search, setSearch] = useState('');
  const found = useQuery(contactsQuery({ search }));
  const named = useQuery({
    ...contactsQuery({ ids: chosen.slice(0, pillsShown).join(',') }),
    enabled: chosen.length > 0,
  });
  const toggle = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <Stack gap="xs" maw={560}>
      <TextInput
        label="Find contacts"
        placeholder="Name or number"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data?.length === 0 && <Text size="sm">Nobody has that name or number.</Text>}
      {found.data?.map((contact) => (
        <Checkbox
          key={contact.id}
          label={labelOf(contact)}
          checked={chosen.includes(contact.id)}
          onChange={() => toggle(contact.id)}
        />
      ))}
      {chosen.length > 0 && (
        <div>
          <Group justify="space-between" mt="sm" mb={4}>
            <Text size="sm" fw={600}>
              {people(chosen.length)} picked
            </Text>
            <Button size="compact-xs" variant="default" onClick={() => onChange([])}>
              Clear
            </Button>
          </Group>
          <Pill.Group>
            {named.data
              ?.filter(({ id }) => chosen.includes(id))
              .map((contact) => (
                <Pill
                  key={contact.id}
                  withRemoveButton
                  removeButtonProps={{ 'aria-label': `Take ${nameOf(contact)} out`, 'aria-hidden': false }}
                  onRemove={() => toggle(contact.id)}
                >
                  {nameOf(contact)}
                </Pill>
              ))}
          </Pill.Group>
          {chosen.length > pillsShown && <Text size="xs">and {chosen.length - pillsShown} more</Text>}
        </div>
      )}
    </Stack>
  );
}

function nameOf({ name, phone }: PickedContact): string {
  return name ?? (phone ? `+${phone}` : 'Contact without a number');
}

function labelOf(contact: PickedContact): string {
  const { name, phone, allowsBroadcast, isBlocked } = contact;
  const number = name && phone ? `, +${phone}` : '';
  const bar = isBlocked ? ' (blocked)' : allowsBroadcast ? '' : ' (wants no broadcasts)';
  return `${nameOf(contact)}${number}${bar}`;
}
