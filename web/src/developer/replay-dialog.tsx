import { Button, Group, Modal, MultiSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { useSession } from '../session/session.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { momentOf } from '../ui/zoned.ts';
import type { Endpoint } from './webhook-queries.ts';

/** Sends many deliveries again: what was missed, or all of a time. */
export function ReplayDialog({ endpoint }: { endpoint: Endpoint }) {
  const [isOpen, setOpen] = useState(false);
  const [deliveries, setDeliveries] = useState<'missed' | 'all'>('missed');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [eventTypes, setEventTypes] = useState<string[]>([]);
  const { error, isRunning, run } = useWrite();
  const queryClient = useQueryClient();
  const { timeZone } = useSession().tenant;
  const toIso = (shown: string): string => new Date(momentOf(shown, timeZone)).toISOString();
  const start = async (): Promise<void> => {
    await run(async () => {
      await read(
        api.POST('/api/parley/v1/webhook-endpoints/{endpointId}/replay', {
          params: { path: { endpointId: endpoint.id } },
          body: {
            deliveries,
            ...(from ? { from: toIso(from) } : {}),
            ...(to ? { to: toIso(to) } : {}),
            ...(eventTypes.length > 0 ? { eventTypes } : {}),
          },
        }),
      );
      notifications.show({ message: 'Looking for what is to be sent again; it goes out in the order of its events.' });
      setOpen(false);
    });
    await queryClient.invalidateQueries({ queryKey: ['webhooks'] });
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        Replay
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title="Send deliveries again">
        <Stack gap="sm">
          <Radio.Group
            label="Which"
            value={deliveries}
            onChange={(value) => setDeliveries(value === 'all' ? 'all' : 'missed')}
          >
            <Stack gap={4} mt={4}>
              <Radio value="missed" label="What was given up, or happened while the endpoint was disabled" />
              <Radio value="all" label="All, the delivered ones too" />
            </Stack>
          </Radio.Group>
          <Group grow>
            <TextInput
              type="datetime-local"
              label="From"
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              label="Until"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Group>
          <Text size="xs" c="var(--quiet)" mt={-6}>
            By the clock of the workspace ({timeZone}). Left empty: from the oldest that is kept, up to now.
          </Text>
          <MultiSelect
            label="Events"
            placeholder="All"
            data={endpoint.eventTypes}
            value={eventTypes}
            onChange={setEventTypes}
          />
          <FaultLine error={error} />
          <Group justify="flex-end">
            <Button loading={isRunning} onClick={() => void start()}>
              Send again
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
