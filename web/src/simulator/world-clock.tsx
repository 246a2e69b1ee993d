import { Menu, Text, UnstyledButton } from '@mantine/core';
import { IconClockPlay } from '@tabler/icons-react';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { useClockMover } from './use-clock-mover.ts';

const steps = [
  [3_600, '+1 hour'],
  [86_400, '+24 hours'],
  [7 * 86_400, '+7 days'],
] as const;

/** The simulator's clock at the foot of the rail. */
export function WorldClock() {
  const time = useTime();
  const now = new Date(useNow()).toISOString();
  const { move } = useClockMover();
  return (
    <Menu position="right-end">
      <Menu.Target>
        <UnstyledButton
          className="rail-foot"
          aria-label={`The simulator's clock: ${time.full(now)}`}
          style={{ textAlign: 'center', padding: 4 }}
        >
          <IconClockPlay size={18} aria-hidden />
          <Text size="10px">{time.clock(now)}</Text>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label c="var(--quiet)">{time.full(now)}</Menu.Label>
        {steps.map(([seconds, label]) => (
          <Menu.Item key={label} onClick={() => void move(seconds)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
