import { Autocomplete, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulkProps } from './bulk-bar.tsx';
import { type Change, facetsQuery } from './contact-queries.ts';
import { FormDialog } from './form-dialog.tsx';
import { useStartEdit } from './use-start-edit.ts';

type Field = 'set' | 'remove' | 'campaigns' | 'optedIn' | 'addTeam' | 'removeTeam';

const fields: readonly { readonly value: Field; readonly label: string }[] = [
  { value: 'set', label: 'Set an attribute' },
  { value: 'remove', label: 'Remove an attribute' },
  { value: 'campaigns', label: 'Takes campaigns' },
  { value: 'optedIn', label: 'Has agreed to be written to' },
  { value: 'addTeam', label: 'Add to a team' },
  { value: 'removeTeam', label: 'Take out of a team' },
];

/** One change of many contacts. It can be taken back from the page that shows how it goes on. */
export function BulkEdit({ people, whom, onClose }: BulkProps) {
  const facets = useQuery(facetsQuery);
  const { error, isRunning, start } = useStartEdit();
  const [field, setField] = useState<Field>('set');
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const [choice, setChoice] = useState<string | null>(null);
  const change = toChange(field, name.trim(), value.trim(), choice);
  const teams = (facets.data?.teams ?? []).map((team) => ({ value: team.id, label: team.name }));
  return (
    <FormDialog
      title={`Edit ${whom}`}
      error={error}
      isRunning={isRunning}
      action={`Change ${whom}`}
      isReady={change !== undefined}
      onSubmit={() => change && void start({ people, kind: 'edit', change })}
      onClose={onClose}
    >
      <Select
        label="What to change"
        data={[...fields]}
        allowDeselect={false}
        data-autofocus
        value={field}
        onChange={(next) => {
          setField((next ?? 'set') as Field);
          setChoice(null);
        }}
      />
      {(field === 'set' || field === 'remove') && (
        <Autocomplete label="Attribute" required data={facets.data?.attributes ?? []} value={name} onChange={setName} />
      )}
      {field === 'set' && (
        <TextInput label="Value" value={value} onChange={(event) => setValue(event.currentTarget.value)} />
      )}
      {(field === 'campaigns' || field === 'optedIn') && (
        <Select
          label="Is to be"
          data={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
          value={choice}
          onChange={setChoice}
        />
      )}
      {(field === 'addTeam' || field === 'removeTeam') && (
        <Select label="Team" data={teams} value={choice} onChange={setChoice} />
      )}
      <Text size="xs" c="var(--quiet)">
        Who they are is settled when you start; it goes on in the background and can be taken back for 30 days.
      </Text>
    </FormDialog>
  );
}

function toChange(field: Field, name: string, value: string, choice: string | null): Change | undefined {
  if (field === 'set') return name ? { setAttributes: { [name]: value } } : undefined;
  if (field === 'remove') return name ? { removeAttributes: [name] } : undefined;
  if (choice === null) return undefined;
  if (field === 'campaigns') return { allowBroadcast: choice === 'yes' };
  if (field === 'optedIn') return { optedIn: choice === 'yes' };
  return field === 'addTeam' ? { addTeamIds: [choice] } : { removeTeamIds: [choice] };
}
