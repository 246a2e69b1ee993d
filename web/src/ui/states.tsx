import { Button, Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { words } from './words.ts';

interface EmptyProps {
  readonly title: string;
  readonly hint?: string;
  /** `auto` where something stands above it on a page that scrolls. */
  readonly h?: 'auto';
  readonly children?: ReactNode;
}

export function EmptyState({ title, hint, h, children }: EmptyProps) {
  return (
    <Center h={h ?? '100%'} p="xl">
      <Stack align="center" gap="xs" maw={360}>
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {hint && (
          <Text c="var(--quiet)" ta="center" size="sm">
            {hint}
          </Text>
        )}
        {children}
      </Stack>
    </Center>
  );
}

/** What went wrong, in a sentence, with the request id for whoever looks into it, and a way on. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const requestId = error instanceof ApiError ? error.requestId : undefined;
  return (
    <Center p="xl" role="alert">
      <Stack align="center" gap="xs" maw={360}>
        <Text ta="center">{messageOf(error)}</Text>
        {requestId && (
          <Text size="xs" c="var(--quiet)">
            Request {requestId}
          </Text>
        )}
        <Button variant="default" onClick={onRetry}>
          {words.retry}
        </Button>
      </Stack>
    </Center>
  );
}

export function RowsSkeleton({ rows = 8 }: { rows?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={index} className="row" style={{ height: 76, cursor: 'default' }}>
          <Skeleton circle height={40} />
          <div>
            <Skeleton height={11} width="55%" mb={10} />
            <Skeleton height={10} width="85%" />
          </div>
          <Skeleton height={10} width={32} />
        </div>
      ))}
    </div>
  );
}
