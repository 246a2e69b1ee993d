import { type MantineSpacing, Text } from '@mantine/core';

interface Props {
  readonly error: string | undefined;
  readonly size?: 'xs' | 'sm';
  readonly mt?: MantineSpacing;
}

/** What is wrong with that which stands above it, in a line. */
export function FaultLine({ error, size = 'sm', mt = 0 }: Props) {
  if (!error) return null;
  return (
    <Text role="alert" size={size} c="var(--bad)" mt={mt}>
      {error}
    </Text>
  );
}
