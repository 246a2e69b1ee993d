import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConversationRow } from '../api/types.ts';
import { directoryQuery } from './inbox-queries.ts';
import type { ConversationActions } from './use-conversation-actions.ts';

/** The tags of the workspace, each put on or taken off by a click. */
export function TagMenu({ conversation, actions }: { conversation: ConversationRow; actions: ConversationActions }) {
  const directory = useQuery(directoryQuery);
  const tags = directory.data?.tags ?? [];
  if (tags.length === 0) return null;
  const held = new Set(conversation.tags.map(({ id }) => id));
  return (
    <>
      <Menu.Label c="var(--quiet)">Tags</Menu.Label>
      {tags.slice(0, 20).map((tag) => (
        <Menu.Item
          key={tag.id}
          closeMenuOnClick={false}
          leftSection={<span className="tag-dot" data-color={tag.color ?? undefined} aria-hidden />}
          rightSection={held.has(tag.id) ? <IconCheck size={14} aria-label="on" /> : undefined}
          onClick={() => void actions.tag(held.has(tag.id) ? { remove: [tag.id] } : { add: [tag.id] })}
        >
          {tag.name}
        </Menu.Item>
      ))}
    </>
  );
}
