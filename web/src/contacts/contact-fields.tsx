import { ActionIcon, Button, Group, Stack } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { Fact } from '../ui/facts.tsx';
import { RemoveButton } from '../ui/remove-button.tsx';
import { AttributeForm } from './attribute-form.tsx';
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
        <AttributeForm
          name="Name"
          value={contact.name ?? ''}
          onSave={(_, name) => void save({ name })}
          onLeave={leave}
        />
      ) : (
        <Line label="Name" value={contact.name ?? ''} onEdit={onChange && (() => setEditing(nameField))} />
      )}
      {contact.profileName && <Line label="Profile name" value={contact.profileName} />}
      {contact.username && <Line label="Username" value={`@${contact.username}`} />}
      {attributes.map(([name, value]) =>
        editing === name ? (
          <AttributeForm
            key={name}
            name={name}
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
        <AttributeForm
          value=""
          onSave={(name, text) => void save({ setAttributes: { [name]: text } })}
          onLeave={leave}
        />
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
      <Fact name={label} value={value || '-'} />
      <Group gap={0} wrap="nowrap">
        {onEdit && (
          <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`Change ${label}`} onClick={onEdit}>
            <IconPencil size={14} />
          </ActionIcon>
        )}
        {onRemove && <RemoveButton label={`Remove ${label}`} size="sm" onClick={onRemove} />}
      </Group>
    </Group>
  );
}
