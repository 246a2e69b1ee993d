import { RingProgress, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { spanOf } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';

const windowMs = 24 * 3_600_000;

/** What is left of the 24 hours in which free answers are possible, as a thin ring. */
export function WindowRing({
  closesAt,
  children,
  size = 44,
}: {
  closesAt: string | null;
  children: ReactNode;
  size?: number;
}) {
  const nowMs = useNow();
  const leftMs = closesAt === null ? 0 : Date.parse(closesAt) - nowMs;
  const part = Math.min(100, Math.max(0, (leftMs / windowMs) * 100));
  const color = leftMs > 4 * 3_600_000 ? 'var(--mantine-color-accent-6)' : 'var(--warn)';
  return (
    <Tooltip
      label={leftMs > 0 ? `Window closes in ${spanOf(leftMs)}` : 'Window closed: templates only'}
      openDelay={400}
    >
      <RingProgress
        size={size}
        thickness={2}
        aria-hidden
        rootColor="var(--line)"
        sections={part > 0 ? [{ value: part, color }] : []}
        label={<span style={{ display: 'grid', placeItems: 'center' }}>{children}</span>}
      />
    </Tooltip>
  );
}
