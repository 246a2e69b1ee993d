import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Panel } from '../api/types.ts';
import { AttributeNameField } from '../contacts/attribute-name-field.tsx';
import { useContactChange } from '../contacts/use-contact-change.ts';
import { useSession } from '../session/session.ts';

interface Props {
  readonly contactId: string;
  readonly attributes: Panel['contact']['attributes'];
}

/** Attributes, each changed where it stands; a new one at the foot. */
export function AttributeList({ contactId, attributes }: Props) {
  const mayWrite = useSession().permissions.includes('contacts.write');
  const known = Object.fromEntries(attributes.map(({ name, value }) => [name, value]));
  const change = useContactChange({ id: contactId, attributes: known });
  const [editing, setEditing] = useState<string | undefined>();
  const save = async (name: string, value: string): Promise<void> => {
    if (await change({ setAttributes: { [name]: value } })) setEditing(undefined);
  };
  return (
    <>
      {attributes.length === 0 && editing === undefined && <Text size="sm">None yet.</Text>}
      {attributes.map(({ name, value }) =>
        editing === name ? (
          <ValueForm key={name} name={name} value={value} onSave={save} onCancel={() => setEditing(undefined)} />
        ) : (
          <Group key={name} gap={4} wrap="nowrap" justify="space-between">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <Text span c="var(--quiet)">
                {name}
              </Text>{' '}
              {value}
            </Text>
            {mayWrite && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={`Change ${name}`}
                onClick={() => setEditing(name)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            )}
          </Group>
        ),
      )}
      {editing === '' && <ValueForm value="" onSave={save} onCancel={() => setEditing(undefined)} />}
      {mayWrite && editing !== '' && (
        <Button size="compact-xs" variant="default" mt={6} onClick={() => setEditing('')}>
          Add an attribute
        </Button>
      )}
    </>
  );
}

interface FormProps {
  readonly name?: string;
  readonly value: string;
  readonly onSave: (name: string, value: string) => Promise<void>;
  readonly onCancel: () => void;
}

function ValueForm({ name, value, onSave, onCancel }: FormProps) {
  const [newName, setNewName] = useState(name ?? '');
  const [text, setText] = useState(value);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (newName.trim()) void onSave(newName.trim(), text.trim());
  };
  return (
    <form onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <Group gap={4} wrap="nowrap" my={4}>
        {name === undefined && <AttributeNameField label="Name" value={newName} onChange={setNewName} />}
        <TextInput
          size="xs"
          autoFocus={name !== undefined}
          aria-label={name ?? 'Value'}
          placeholder="value"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button size="compact-xs" type="submit">
          Save
        </Button>
      </Group>
    </form>
  );
}
