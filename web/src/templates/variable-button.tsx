import { Button, Group, Popover, TextInput } from '@mantine/core';
import { IconVariable } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { toName } from './copy-dialog.tsx';

/** Asks for the name of a variable and puts it where the cursor is. */
export function VariableButton({ label, onInsert }: { label: string; onInsert: (variable: string) => void }) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const insert = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    if (name === '') return;
    setOpen(false);
    onInsert(`{{${name}}}`);
    setName('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconVariable size={15} />}
          aria-label={label}
          onClick={() => setOpen(!isOpen)}
        >
          Add a variable
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={insert}>
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              size="xs"
              label="Name of the variable"
              placeholder="order_number"
              value={name}
              maxLength={60}
              onChange={(event) => setName(toName(event.currentTarget.value))}
            />
            <Button size="xs" type="submit" disabled={name === ''}>
              Insert
            </Button>
          </Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
