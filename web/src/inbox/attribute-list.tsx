import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Panel } from '../api/types.ts';
import { AttributeForm } from '../contacts/attribute-form.tsx';
import { useContactChange } from '../contacts/use-contact-change.ts';
import { useSession } from '../session/session.ts';
import { Fact } from '../ui/facts.tsx';

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
  const leave = (): void => setEditing(undefined);
  return (
    <>
      {attributes.length === 0 && editing === undefined && <Text size="sm">None yet.</Text>}
      {attributes.map(({ name, value }) =>
        editing === name ? (
          <AttributeForm key={name} name={name} value={value} isSmall onSave={save} onLeave={leave} />
        ) : (
          <Group key={name} gap={4} wrap="nowrap" justify="space-between">
            <Fact name={name} value={value} />
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
      {editing === '' && <AttributeForm nameLabel="Name" value="" isSmall onSave={save} onLeave={leave} />}
      {mayWrite && editing !== '' && (
        <Button size="compact-xs" variant="default" mt={6} onClick={() => setEditing('')}>
          Add an attribute
        </Button>
      )}
    </>
  );
}
