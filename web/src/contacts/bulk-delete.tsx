import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isTypedName } from '../ui/typed-name.ts';
import type { BulkProps } from './bulk-bar.tsx';
import { countQuery } from './contact-queries.ts';
import { FormDialog } from './form-dialog.tsx';
import { useStartEdit } from './use-start-edit.ts';

/** Asks for the number of contacts, exactly counted, before they go. */
export function BulkDelete({ people, onClose }: BulkProps) {
  const { error, isRunning, start } = useStartEdit();
  const [typed, setTyped] = useState('');
  const counted = useQuery({ ...countQuery(people.filter ?? {}, true), enabled: people.ids === undefined });
  const total = people.ids?.length ?? counted.data?.total;
  const name = total === undefined ? undefined : `delete ${total}`;
  return (
    <FormDialog
      title={total === undefined ? 'Delete contacts' : `Delete ${total} ${total === 1 ? 'contact' : 'contacts'}`}
      error={error}
      isRunning={isRunning}
      action="Delete them"
      isReady={name !== undefined && isTypedName(typed, name)}
      isDangerous
      onSubmit={() => void start({ people, kind: 'delete' })}
      onClose={onClose}
    >
      <Text size="sm">
        They go with their chats and attributes, and cannot be brought back. Their messages stay in the figures of
        campaigns.
      </Text>
      <TextInput
        label={name === undefined ? 'Counting them' : `Type "${name}" to go on`}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
