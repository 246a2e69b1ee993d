import { type MantineSpacing, Stack, Text } from '@mantine/core';

/** What something is called, quietly, and what it is. */
export function Fact({ name, value }: { name: string; value: string }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      <Text span c="var(--quiet)">
        {name}
      </Text>{' '}
      {value}
    </Text>
  );
}

interface Props {
  readonly rows: readonly (readonly [name: string, value: string])[];
  readonly gap?: MantineSpacing;
}

/** Names and values, one a line. */
export function Facts({ rows, gap = 2 }: Props) {
  return (
    <Stack gap={gap}>
      {rows.map(([name, value]) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </Stack>
  );
}
