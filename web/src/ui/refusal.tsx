import { Alert, type MantineSpacing } from '@mantine/core';

interface Props {
  readonly error: string | undefined;
  readonly mt?: MantineSpacing;
}

/** Why a write was refused. */
export function Refusal({ error, mt = 'sm' }: Props) {
  if (!error) return null;
  return (
    <Alert role="alert" color="red" mt={mt} styles={{ message: { color: 'var(--bad)' } }}>
      {error}
    </Alert>
  );
}
