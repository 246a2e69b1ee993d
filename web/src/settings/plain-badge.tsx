import { Badge } from '@mantine/core';

/** A word about a thing, readable in both colour schemes. */
export function PlainBadge({ children, color = 'gray' }: { children: string; color?: string }) {
  return (
    <Badge
      size="sm"
      color={color}
      variant="outline"
      tt="none"
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
    >
      {children}
    </Badge>
  );
}
