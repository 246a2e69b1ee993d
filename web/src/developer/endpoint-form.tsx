import { Button, Checkbox, Group, Modal, MultiSelect, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { directoryQuery } from '../inbox/inbox-queries.ts';
import { Refusal } from '../ui/refusal.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { type Endpoint, endpointsQuery, eventTypesQuery } from './webhook-queries.ts';

const usual = [
  'message',
  'sessionMessageSent_v2',
  'templateMessageSent_v2',
  'sentMessageDELIVERED_v2',
  'sentMessageREAD_v2',
  'templateMessageFailed',
];

interface Props {
  /** The one that is changed; absent for a new one. */
  readonly endpoint?: Endpoint;
  readonly onClose: () => void;
  readonly onMade?: (endpointId: string) => void;
}

/** A new endpoint, or a change of one. The secret of a new signed one is shown once, before the form closes. */
export function EndpointForm({ endpoint, onClose, onMade }: Props) {
  const queryClient = useQueryClient();
  const types = useQuery(eventTypesQuery);
  const directory = useQuery(directoryQuery);
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [eventTypes, setEventTypes] = useState<string[]>(endpoint?.eventTypes ?? usual);
  const [channels, setChannels] = useState<string[]>([]);
  const [signed, setSigned] = useState(true);
  const { error, isRunning, run } = useWrite();
  const [secret, setSecret] = useState<string | undefined>();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      if (endpoint) {
        const params = { path: { endpointId: endpoint.id } };
        const change = { url: url.trim(), eventTypes };
        await read(api.PATCH('/api/parley/v1/webhook-endpoints/{endpointId}', { params, body: change }));
        await queryClient.invalidateQueries({ queryKey: endpointsQuery.queryKey });
        return onClose();
      }
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
      onMade?.(made.endpoint.id);
      if (made.secret === null) onClose();
      else setSecret(made.secret);
    });
  };
  if (secret !== undefined) return <SecretDialog secret={secret} onClose={onClose} />;
  const numbers = (directory.data?.channels ?? []).map(({ name, phoneNumber }) => ({
    value: phoneNumber,
    label: name,
  }));
  return (
    <Modal opened onClose={onClose} size="lg" title={endpoint ? 'Change the endpoint' : 'Add a webhook endpoint'}>
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
        {!endpoint && numbers.length > 1 && (
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
        {!endpoint && (
          <Checkbox
            mt="sm"
            label="Sign each delivery, so that the receiver can tell it is ours"
            checked={signed}
            onChange={(event) => setSigned(event.currentTarget.checked)}
          />
        )}
        <Refusal error={error} />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={isRunning} disabled={!url.trim() || eventTypes.length === 0}>
            {endpoint ? 'Save' : 'Add'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
