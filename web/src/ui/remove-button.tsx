import { ActionIcon } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';

interface Props {
  /** Says what goes. */
  readonly label: string;
  /** `sm` is a small one beside a line of text. */
  readonly size?: 'sm' | 'md';
  readonly ms?: 'auto' | undefined;
  readonly onClick: () => void;
}

/** Takes away the line it stands in. */
export function RemoveButton({ label, size = 'md', ms, onClick }: Props) {
  return (
    <ActionIcon variant="subtle" color="gray" size={size} ms={ms} aria-label={label} onClick={onClick}>
      <IconTrash size={size === 'sm' ? 14 : 16} />
    </ActionIcon>
  );
}
