import { Stack, Text } from '@mantine/core';

/** Names and values, one a line. */
export function Facts({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <Stack gap={2}>
      {rows.map(([name, value]) => (
        <Text key={name} size="sm" style={{ overflowWrap: 'anywhere' }}>
          <Text span c="var(--quiet)">
            {name}
          </Text>{' '}
          {value}
        </Text>
      ))}
    </Stack>
  );
}
