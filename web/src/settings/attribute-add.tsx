import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { Refusal } from '../ui/refusal.tsx';
import { FormEnd } from './form-end.tsx';
import type { Attribute } from './settings-queries.ts';
import { useChange } from './use-change.ts';

/** Characters of what is said of an attribute. */
const meaningLimit = 500;

interface AddProps {
  readonly known: readonly Attribute[];
  readonly onClose: () => void;
}

/** An attribute that no contact has yet. */
export function AttributeAdd({ known, onClose }: AddProps) {
  const change = useChange();
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [meaning, setMeaning] = useState('');
  const wanted = name.trim();
  const alike = known.find((one) => one.name !== wanted && one.name.toLowerCase() === wanted.toLowerCase());
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: wanted, ...(meaning.trim() === '' ? {} : { description: meaning.trim() }) };
    const work = () => read(api.POST('/internal/settings/attributes', { body }));
    if (!(await change.run(work, `The attribute ${wanted} is added.`))) return;
    void queryClient.invalidateQueries({ queryKey: ['contacts', 'facets'] });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Add an attribute">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            maxLength={256}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {alike && (
            <Text size="sm" role="status">
              There is {alike.name} already. Upper and lower case differ: this would be another one.
            </Text>
          )}
          <MeaningField value={meaning} onChange={setMeaning} />
        </Stack>
        <FormEnd change={change} action="Add the attribute" isReady={wanted !== ''} />
      </form>
    </Modal>
  );
}

/** What is said of an attribute, changed where it stands. */
export function AttributeMeaning({ attribute: { name, description } }: { attribute: Attribute }) {
  const change = useChange();
  const [meaning, setMeaning] = useState(description ?? '');
  const wanted = meaning.trim() || null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = { name, description: wanted };
    void change.run(() => read(api.PATCH('/internal/settings/attributes', { body })), 'The description is saved.');
  };
  return (
    <form onSubmit={submit}>
      <MeaningField value={meaning} onChange={setMeaning} />
      <Refusal error={change.error} />
      {wanted !== description && (
        <Group justify="flex-end" mt="xs">
          <Button type="submit" size="xs" loading={change.isRunning}>
            Save the description
          </Button>
        </Group>
      )}
    </form>
  );
}

function MeaningField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <Textarea
      label="Description"
      placeholder="What it means, and who fills it in"
      maxLength={meaningLimit}
      autosize
      minRows={2}
      maxRows={6}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
