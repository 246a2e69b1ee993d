import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { AttributeNameField } from './attribute-name-field.tsx';

interface Props {
  /** Undefined: the name is typed too. */
  readonly name?: string;
  /** How screen readers call the field of the name. */
  readonly nameLabel?: string;
  readonly value: string;
  /** Whether it stands in a narrow pane. */
  readonly isSmall?: boolean;
  readonly onSave: (name: string, value: string) => void;
  readonly onLeave: () => void;
}

/** A value that is changed where it stands. Escape leaves it, and nothing around it. */
export function AttributeForm({ name, nameLabel = 'Attribute', value, isSmall = false, onSave, onLeave }: Props) {
  const [typedName, setTypedName] = useState(name ?? '');
  const [text, setText] = useState(value);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typedName.trim()) onSave(typedName.trim(), text.trim());
  };
  const leaveByKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onLeave();
  };
  return (
    <form onSubmit={submit} onKeyDown={leaveByKey}>
      <Group gap={4} wrap="nowrap" my={isSmall ? 4 : 0}>
        {name === undefined && (
          <AttributeNameField label={nameLabel} autoFocus value={typedName} onChange={setTypedName} />
        )}
        <TextInput
          size="xs"
          autoFocus={name !== undefined}
          aria-label={name ?? 'Value'}
          placeholder="value"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button size={isSmall ? 'compact-xs' : 'xs'} type="submit">
          Save
        </Button>
      </Group>
    </form>
  );
}
