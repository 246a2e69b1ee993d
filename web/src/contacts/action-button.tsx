import { Button } from '@mantine/core';
import type { TablerIcon } from '@tabler/icons-react';

interface Props {
  readonly icon: TablerIcon;
  readonly isDangerous?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

/** Something that can be done with contacts. */
export function ActionButton({ icon: Icon, isDangerous, onClick, children }: Props) {
  return (
    <Button
      size="xs"
      variant="default"
      c={isDangerous ? 'var(--bad)' : undefined}
      leftSection={<Icon size={14} />}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
