import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { ask } from './simulator-api.ts';
import { useClockMover } from './use-clock-mover.ts';

const faults = [
  ['Cannot be reached (131026)', { error: { code: 131026 }, mode: 'async' }],
  ['Too fast (130429)', { error: { code: 130429, http_status: 429 }, mode: 'sync' }],
  ['No answer', { drop_answer: true }],
] as const;

/** Time and what goes wrong in the simulated world. */
export function WorldControls({ waId }: { waId: string }) {
  const { move, isMoving } = useClockMover();
  const time = useTime();
  const nowMs = useNow();
  const queryClient = useQueryClient();
  const waiting = useQuery({ queryKey: ['simulator', 'faults'], queryFn: () => ask<unknown[]>('GET', '/faults') });
  const set = async (label: string, outcome: object): Promise<void> => {
    try {
      await ask('POST', '/faults', { match: { to: waId }, outcome, times: 1 });
      notifications.show({ message: `The next message to +${waId}: ${label}` });
      await queryClient.invalidateQueries({ queryKey: ['simulator', 'faults'] });
    } catch (error) {
      complain(error);
    }
  };
  const clear = async (): Promise<void> => {
    await ask('DELETE', '/faults').catch(complain);
    await queryClient.invalidateQueries({ queryKey: ['simulator', 'faults'] });
  };
  return (
    <Stack gap="xs">
      <Text size="sm">It is {time.full(new Date(nowMs).toISOString())}.</Text>
      <Group gap={6}>
        <Button size="compact-sm" variant="default" loading={isMoving} onClick={() => void move(3_600)}>
          +1 hour
        </Button>
        <Button size="compact-sm" variant="default" loading={isMoving} onClick={() => void move(86_400)}>
          +24 hours
        </Button>
      </Group>
      <Text size="xs" c="var(--quiet)">
        What goes wrong with the next message to this customer
      </Text>
      <Group gap={6}>
        {faults.map(([label, outcome]) => (
          <Button key={label} size="compact-sm" variant="default" onClick={() => void set(label, outcome)}>
            {label}
          </Button>
        ))}
        {(waiting.data?.length ?? 0) > 0 && (
          <Button size="compact-sm" onClick={() => void clear()}>
            All well again
          </Button>
        )}
      </Group>
    </Stack>
  );
}
