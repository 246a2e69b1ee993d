import { ActionIcon, Button, Group, Menu, Skeleton, Text, Tooltip } from '@mantine/core';
import {
  IconArrowLeft,
  IconCheck,
  IconDots,
  IconMoon,
  IconRotate,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ConversationRow, Presence } from '../api/types.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { AssignMenu } from './assign-menu.tsx';
import type { InboxSearch } from './inbox-search.ts';
import { addressOf, nameOf, outsideHoursText } from './message-words.ts';
import { PaneToggles } from './pane-toggles.tsx';
import { TagMenu } from './tag-menu.tsx';
import { TagPill } from './tag-pill.tsx';
import type { ConversationActions } from './use-conversation-actions.ts';
import { WindowRing } from './window-ring.tsx';

interface Props {
  readonly conversation: ConversationRow | undefined;
  readonly colleagues: readonly Presence[];
  readonly actions: ConversationActions;
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

export function ThreadHead({ conversation, colleagues, actions, search, onSearch }: Props) {
  const navigate = useNavigate();
  const isDone = conversation?.status === 'solved';
  return (
    <header style={{ padding: '8px 12px', borderBottom: '1px solid var(--line)' }}>
      <Group gap="xs" wrap="nowrap">
        <ActionIcon
          hiddenFrom="sm"
          variant="subtle"
          color="gray"
          aria-label="Back to the list"
          onClick={() => void navigate({ to: '/inbox', search })}
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        {conversation ? <Who conversation={conversation} colleagues={colleagues} /> : <Skeleton height={36} w={200} />}
        <Group gap={6} wrap="nowrap" ms="auto">
          {conversation && (
            <>
              <AssignMenu conversation={conversation} actions={actions} />
              <Tooltip label={isDone ? 'Open again (E)' : 'Solve (E)'}>
                <Button
                  data-key="solve"
                  className="slim-button"
                  size="xs"
                  variant={isDone ? 'default' : 'filled'}
                  leftSection={isDone ? <IconRotate size={14} /> : <IconCheck size={14} />}
                  onClick={() => void actions.setStatus(conversation, isDone ? 'open' : 'solved')}
                >
                  {isDone ? 'Reopen' : 'Solve'}
                </Button>
              </Tooltip>
              <MoreMenu conversation={conversation} actions={actions} />
            </>
          )}
          <PaneToggles search={search} onSearch={onSearch} />
        </Group>
      </Group>
      {conversation && (conversation.tags.length > 0 || conversation.cameOutsideHours) && (
        <div className="tag-pills" style={{ marginTop: 6 }}>
          {conversation.cameOutsideHours && (
            <Group gap={4} wrap="nowrap" c="var(--quiet)">
              <IconMoon size={13} aria-hidden />
              <Text size="xs">{outsideHoursText}</Text>
            </Group>
          )}
          {conversation.tags.map((tag) => (
            <TagPill key={tag.id} tag={tag} />
          ))}
        </div>
      )}
    </header>
  );
}

function Who({ conversation, colleagues }: { conversation: ConversationRow; colleagues: readonly Presence[] }) {
  const { contact, channel } = conversation;
  return (
    <Group gap={10} wrap="nowrap" style={{ minWidth: 0 }}>
      <WindowRing closesAt={conversation.windowClosesAt} size={40}>
        <PersonAvatar person={contact} size={34} />
      </WindowRing>
      <div style={{ minWidth: 0 }}>
        <Text component="h1" size="sm" fw={650} className="clip">
          {nameOf(contact)}
        </Text>
        <Text size="xs" c="var(--quiet)" className="clip" role={colleagues.length > 0 ? 'status' : undefined}>
          {colleagues.length > 0 ? sentenceOf(colleagues) : `${addressOf(contact)} · ${channel.name}`}
        </Text>
      </div>
    </Group>
  );
}

function sentenceOf(colleagues: readonly Presence[]): string {
  const typing = colleagues.filter(({ state }) => state === 'typing').map(({ operator }) => operator.name);
  if (typing.length > 0) return `${typing.join(', ')} ${typing.length > 1 ? 'are' : 'is'} writing a reply`;
  const names = colleagues.map(({ operator }) => operator.name);
  return `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} here too`;
}

function MoreMenu({ conversation, actions }: { conversation: ConversationRow; actions: ConversationActions }) {
  const { favourite, status } = conversation;
  return (
    <Menu position="bottom-end" closeOnItemClick>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label="More">
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={favourite ? <IconStarFilled size={16} /> : <IconStar size={16} />}
          onClick={() => void actions.setFavourite(!favourite)}
        >
          {favourite ? 'No favourite any more' : 'Make it a favourite'}
        </Menu.Item>
        <Menu.Item onClick={() => void actions.markUnread()}>Mark as unread</Menu.Item>
        {status !== 'pending' && (
          <Menu.Item onClick={() => void actions.setStatus(conversation, 'pending')}>
            Wait for the customer (pending)
          </Menu.Item>
        )}
        <TagMenu conversation={conversation} actions={actions} />
        <Menu.Divider />
        {status === 'block' ? (
          <Menu.Item onClick={() => void actions.setStatus(conversation, 'open')}>
            Unblock {nameOf(conversation.contact)}
          </Menu.Item>
        ) : (
          <Menu.Item color="var(--bad)" onClick={() => void actions.setStatus(conversation, 'block')}>
            Block {nameOf(conversation.contact)}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
