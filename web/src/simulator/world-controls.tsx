import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { ask } from './simulator-api.ts';
import { useClockMover } from './use-clock-mover.ts';

const steps = [
  [3_600, '+1 hour'],
  [24 * 3_600, '+24 hours'],
  [7 * 24 * 3_600, '+7 days'],
] as const;

/** What can go wrong with one message. */
const faults: Readonly<Record<string, object>> = {
  'Cannot be reached (131026)': { error: { code: 131026 }, mode: 'async' },
  'Marketing limit of the person (131049)': { error: { code: 131049 }, mode: 'async' },
  'Stopped marketing (131050)': { error: { code: 131050 }, mode: 'async' },
  'Something went wrong at WhatsApp (131000)': { error: { code: 131000 }, mode: 'async' },
  'File could not be used (131053)': { error: { code: 131053 }, mode: 'async' },
  'Too fast (130429)': { error: { code: 130429, http_status: 429 }, mode: 'sync' },
  'Refused: window closed (131047)': { error: { code: 131047 }, mode: 'sync' },
  'No answer': { drop_answer: true },
  'A slow answer, 3 seconds': { delay_ms: 3_000 },
  'Accepted, and never heard of again': { silence: true },
};

/** Time and what goes wrong in the simulated world. */
export function WorldControls({ waId }: { waId: string }) {
  const { move, isMoving } = useClockMover();
  const time = useTime();
  const nowMs = useNow();
  return (
    <Stack gap="xs">
      <Text size="sm">It is {time.full(new Date(nowMs).toISOString())}.</Text>
      <Group gap={6}>
        {steps.map(([seconds, label]) => (
          <Button key={label} size="compact-sm" variant="default" loading={isMoving} onClick={() => void move(seconds)}>
            {label}
          </Button>
        ))}
      </Group>
      <Faults waId={waId} />
    </Stack>
  );
}

function Faults({ waId }: { waId: string }) {
  const queryClient = useQueryClient();
  const waiting = useQuery({ queryKey: ['simulator', 'faults'], queryFn: () => ask<unknown[]>('GET', '/faults') });
  const [label, setLabel] = useState<string | null>(null);
  const again = () => queryClient.invalidateQueries({ queryKey: ['simulator', 'faults'] });
  const set = async (): Promise<void> => {
    const outcome = faults[label ?? ''];
    if (!outcome) return;
    try {
      await ask('POST', '/faults', { match: { to: waId, operation: 'messages' }, outcome, times: 1 });
      notifications.show({ message: `The next message to +${waId}: ${label}` });
      setLabel(null);
      await again();
    } catch (error) {
      complain(error);
    }
  };
  const clear = async (): Promise<void> => {
    await ask('DELETE', '/faults').catch(complain);
    await again();
  };
  const count = waiting.data?.length ?? 0;
  return (
    <>
      <Group gap={6} align="end" wrap="nowrap">
        <Select
          size="xs"
          style={{ flex: 1 }}
          label="What goes wrong with the next message to this customer"
          placeholder="Nothing"
          clearable
          data={Object.keys(faults)}
          value={label}
          onChange={setLabel}
        />
        <Button size="xs" variant="default" disabled={label === null} onClick={() => void set()}>
          Let it happen
        </Button>
      </Group>
      {count > 0 && (
        <Group gap={6}>
          <Text size="xs" c="var(--quiet)">
            {count} {count === 1 ? 'fault waits' : 'faults wait'}
          </Text>
          <Button size="compact-sm" onClick={() => void clear()}>
            All well again
          </Button>
        </Group>
      )}
    </>
  );
}
