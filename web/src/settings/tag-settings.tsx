import { Button, ColorSwatch, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { SectionHead } from './section-head.tsx';
import { tagsQuery } from './settings-queries.ts';
import { chatsOf, swatchOf, TagDialog } from './tag-dialog.tsx';
import { useOpened } from './use-opened.ts';

/** The words that chats can bear. */
export function TagSettings() {
  const tags = useQuery(tagsQuery);
  const [open, setOpen] = useOpened();
  const chosen = tags.data?.items.find(({ id }) => id === open);
  return (
    <>
      <SectionHead title="Tags" hint="Words that chats can bear; upper and lower case are the same.">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
          Make a tag
        </Button>
      </SectionHead>
      {tags.isPending && <RowsSkeleton rows={3} />}
      {tags.isError && <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />}
      {tags.data?.items.length === 0 && (
        <EmptyState title="No tag yet" hint="Tags sort chats: Refund, Urgent, Spring sale.">
          <Button onClick={() => setOpen('new')}>Make a tag</Button>
        </EmptyState>
      )}
      <Stack gap={0}>
        {tags.data?.items.map((tag) => (
          <UnstyledButton key={tag.id} py={4} onClick={() => setOpen(tag.id)}>
            <Group gap="xs" wrap="nowrap">
              <ColorSwatch color={swatchOf(tag.color)} size={14} withShadow={false} />
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {tag.name}
              </Text>
              <Text size="xs" c="var(--quiet)">
                {chatsOf(tag.chats)}
              </Text>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
      {open === 'new' && <TagDialog others={tags.data?.items ?? []} onClose={() => setOpen(undefined)} />}
      {chosen && (
        <TagDialog key={chosen.id} tag={chosen} others={tags.data?.items ?? []} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
