import { Button, type MantineSpacing, Text } from '@mantine/core';

interface Props {
  /** A list that is read page by page. */
  readonly list: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
  /** The word on the button that reads the next page. */
  readonly more: string;
  /** Said below the last row; nothing below a list without rows. */
  readonly end?: string | false;
  readonly size?: 'xs' | 'sm';
  readonly mt?: MantineSpacing;
}

/** Below the rows: how to read on, or that there are no more. */
export function ListEnd({ list, more, end, size = 'sm', mt = 0 }: Props) {
  if (list.hasNextPage) {
    return (
      <Button
        mt={mt}
        size={size}
        variant="default"
        loading={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
      >
        {more}
      </Button>
    );
  }
  if (!end) return null;
  return (
    <Text size="xs" c="var(--quiet)" ta="center" mt={mt}>
      {end}
    </Text>
  );
}
