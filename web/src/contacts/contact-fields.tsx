import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { AttributeNameField } from './attribute-name-field.tsx';
import type { Person } from './contact-queries.ts';
import type { PersonChange } from './undo-change.ts';

interface Props {
  readonly contact: Person;
  readonly onChange: ((body: PersonChange) => Promise<boolean>) | undefined;
}

const newField = '\n';
const nameField = '\nname';

/** The name and the attributes, each changed where it stands; a new attribute at the foot. */
export function ContactFields({ contact, onChange }: Props) {
  const [editing, setEditing] = useState<string | undefined>();
  const save = async (body: PersonChange): Promise<void> => {
    if (await onChange?.(body)) setEditing(undefined);
  };
  const leave = (): void => setEditing(undefined);
  const attributes = Object.entries(contact.attributes);
  return (
    <Stack gap={4}>
      {editing === nameField ? (
        <FieldForm label="Name" value={contact.name ?? ''} onSave={(_, name) => void save({ name })} onLeave={leave} />
      ) : (
        <Line label="Name" value={contact.name ?? ''} onEdit={onChange && (() => setEditing(nameField))} />
      )}
      {contact.profileName && <Line label="Profile name" value={contact.profileName} />}
      {contact.username && <Line label="Username" value={`@${contact.username}`} />}
      {attributes.map(([name, value]) =>
        editing === name ? (
          <FieldForm
            key={name}
            label={name}
            value={value}
            onSave={(_, text) => void save({ setAttributes: { [name]: text } })}
            onLeave={leave}
          />
        ) : (
          <Line
            key={name}
            label={name}
            value={value}
            onEdit={onChange && (() => setEditing(name))}
            onRemove={onChange && (() => void save({ removeAttributes: [name] }))}
          />
        ),
      )}
      {editing === newField && (
        <FieldForm value="" onSave={(name, text) => void save({ setAttributes: { [name]: text } })} onLeave={leave} />
      )}
      {onChange && editing !== newField && (
        <Group mt={4}>
          <Button size="compact-xs" variant="default" onClick={() => setEditing(newField)}>
            Add an attribute
          </Button>
        </Group>
      )}
    </Stack>
  );
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly onEdit?: (() => void) | undefined;
  readonly onRemove?: (() => void) | undefined;
}

function Line({ label, value, onEdit, onRemove }: LineProps) {
  return (
    <Group gap={2} wrap="nowrap" justify="space-between" mih={26}>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <Text span c="var(--quiet)">
          {label}
        </Text>{' '}
        {value || '-'}
      </Text>
      <Group gap={0} wrap="nowrap">
        {onEdit && (
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Change ${label}`} onClick={onEdit}>
            <IconPencil size={14} />
          </ActionIcon>
        )}
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Remove ${label}`} onClick={onRemove}>
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </Group>
    </Group>
  );
}

interface FormProps {
  /** Undefined: the name is typed too. */
  readonly label?: string;
  readonly value: string;
  readonly onSave: (name: string, value: string) => void;
  readonly onLeave: () => void;
}

function FieldForm({ label, value, onSave, onLeave }: FormProps) {
  const [name, setName] = useState(label ?? '');
  const [text, setText] = useState(value);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim(), text.trim());
  };
  const leaveByKey = (event: React.KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onLeave();
  };
  return (
    <form onSubmit={submit} onKeyDown={leaveByKey}>
      <Group gap={4} wrap="nowrap" align="flex-end">
        {label === undefined && <AttributeNameField label="Attribute" autoFocus value={name} onChange={setName} />}
        <TextInput
          size="xs"
          autoFocus={label !== undefined}
          aria-label={label ?? 'Value'}
          placeholder="value"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button size="xs" type="submit">
          Save
        </Button>
      </Group>
    </form>
  );
}
