import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { newId } from '../api/new-id.ts';
import { directoryQuery } from './inbox-queries.ts';
import { TemplatePicker } from './template-picker.tsx';

interface Props {
  readonly onClose: () => void;
  readonly onStarted: (conversationId: string) => void;
}

/** Writes to somebody first: WhatsApp takes a template for that. */
export function NewConversation({ onClose, onStarted }: Props) {
  const directory = useQuery(directoryQuery);
  const queryClient = useQueryClient();
  const [target, setTarget] = useState('');
  const [name, setName] = useState('');
  const [channelId, setChannelId] = useState<string | null>(null);
  const [isPicking, setPicking] = useState(false);
  const channels = (directory.data?.channels ?? []).map((channel) => ({ value: channel.id, label: channel.name }));
  if (isPicking) {
    return (
      <TemplatePicker
        contactName={name || null}
        onClose={() => setPicking(false)}
        onSend={async (template) => {
          const { conversation } = await read(
            api.POST('/internal/inbox/conversations', {
              body: {
                clientId: newId(),
                target: target.trim(),
                template,
                ...(name.trim() ? { name: name.trim() } : {}),
                ...(channelId ? { channelId } : {}),
              },
            }),
          );
          await queryClient.invalidateQueries({ queryKey: ['inbox', 'list'] });
          onClose();
          onStarted(conversation.id);
        }}
      />
    );
  }
  return (
    <Modal opened onClose={onClose} title="Start a conversation">
      <TextInput
        label="Number"
        description="With country code, such as +44 7700 900123."
        inputMode="tel"
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
      />
      <TextInput mt="sm" label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {channels.length > 1 && (
        <Select
          mt="sm"
          label="From"
          placeholder="The default number"
          clearable
          data={channels}
          value={channelId}
          onChange={setChannelId}
        />
      )}
      <Group justify="flex-end" mt="md">
        <Button disabled={target.replaceAll(/\D/g, '').length < 5} onClick={() => setPicking(true)}>
          Choose a template
        </Button>
      </Group>
    </Modal>
  );
}
