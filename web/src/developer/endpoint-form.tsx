import { Button, Checkbox, Code, Group, Modal, MultiSelect, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { directoryQuery } from '../inbox/inbox-queries.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { endpointsQuery, eventTypesQuery } from './webhook-queries.ts';

const usual = [
  'message',
  'sessionMessageSent_v2',
  'templateMessageSent_v2',
  'sentMessageDELIVERED_v2',
  'sentMessageREAD_v2',
  'templateMessageFailed',
];

interface Props {
  readonly onClose: () => void;
  readonly onMade: (endpointId: string) => void;
}

/** A new endpoint. The secret of a signed one is shown once, before the form closes. */
export function EndpointForm({ onClose, onMade }: Props) {
  const queryClient = useQueryClient();
  const types = useQuery(eventTypesQuery);
  const directory = useQuery(directoryQuery);
  const [url, setUrl] = useState('');
  const [eventTypes, setEventTypes] = useState<string[]>(usual);
  const [channels, setChannels] = useState<string[]>([]);
  const [signed, setSigned] = useState(true);
  const { error, isRunning, run } = useWrite();
  const [secret, setSecret] = useState<string | undefined>();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      const [channelPhoneNumber] = channels;
      const body = {
        url: url.trim(),
        eventTypes,
        signed,
        enabled: true,
        ...(channelPhoneNumber ? { channelPhoneNumber } : {}),
      };
      const made = await read(api.POST('/api/parley/v1/webhook-endpoints', { body }));
      await queryClient.invalidateQueries({ queryKey: endpointsQuery.queryKey });
      onMade(made.endpoint.id);
      if (made.secret === null) onClose();
      else setSecret(made.secret);
    });
  };
  if (secret !== undefined) {
    return (
      <Modal opened onClose={onClose} title="The signing secret">
        <Text size="sm" mb="xs">
          Keep it where your receiver runs. It is shown this once; a new one can be made at any time.
        </Text>
        <Code block>{secret}</Code>
        <Group justify="flex-end" mt="md">
          <CopyButton size="sm" label="Copy" text={secret} />
          <Button onClick={onClose}>I have kept it</Button>
        </Group>
      </Modal>
    );
  }
  const numbers = (directory.data?.channels ?? []).map(({ name, phoneNumber }) => ({
    value: phoneNumber,
    label: name,
  }));
  return (
    <Modal opened onClose={onClose} size="lg" title="Add a webhook endpoint">
      <form onSubmit={submit}>
        <TextInput
          label="Address"
          placeholder="https://example.com/hooks/parley"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <MultiSelect
          mt="sm"
          label="Events"
          searchable
          clearable
          data={types.data ?? usual}
          value={eventTypes}
          onChange={setEventTypes}
        />
        {numbers.length > 1 && (
          <MultiSelect
            mt="sm"
            label="Number"
            description="The default number when left empty."
            maxValues={1}
            data={numbers}
            value={channels}
            onChange={setChannels}
          />
        )}
        <Checkbox
          mt="sm"
          label="Sign each delivery, so that the receiver can tell it is ours"
          checked={signed}
          onChange={(event) => setSigned(event.currentTarget.checked)}
        />
        <Refusal error={error} />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={isRunning} disabled={!url.trim() || eventTypes.length === 0}>
            Add
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
