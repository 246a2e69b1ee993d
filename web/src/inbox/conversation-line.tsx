import { Badge, Group, Text } from '@mantine/core';
import { IconMoon, IconRobot, IconStarFilled } from '@tabler/icons-react';
import { memo } from 'react';
import type { ConversationRow } from '../api/types.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { useTime } from '../ui/use-time.ts';
import { nameOf, outsideHoursText, previewOf } from './message-words.ts';
import { TagPill } from './tag-pill.tsx';
import { Tick } from './tick.tsx';
import { WindowRing } from './window-ring.tsx';

interface Props {
  readonly row: ConversationRow;
  readonly isChosen: boolean;
  readonly onChoose: (id: string) => void;
}

/** A conversation in the list: who, the last line, when, and what waits. */
export const ConversationLine = memo(function ConversationLine({ row, isChosen, onChoose }: Props) {
  const time = useTime();
  const { contact, lastMessage, unread, assignee } = row;
  const hasUnread = unread > 0;
  return (
    <button
      type="button"
      className="row"
      aria-current={isChosen}
      data-conversation={row.id}
      onClick={() => onChoose(row.id)}
    >
      <WindowRing closesAt={row.windowClosesAt}>
        <PersonAvatar person={contact} size={38} />
      </WindowRing>
      <span style={{ minWidth: 0 }}>
        <Group gap={4} wrap="nowrap">
          <Text span className="clip" fw={hasUnread ? 700 : 500} size="sm">
            {nameOf(contact)}
          </Text>
          {row.favourite && <IconStarFilled size={12} style={{ color: 'var(--warn)' }} aria-label="favourite" />}
          {row.isWithBot && <IconRobot size={14} aria-label="with a chatbot" />}
          {row.cameOutsideHours && (
            <IconMoon size={13} style={{ color: 'var(--quiet)', flex: 'none' }} aria-label={outsideHoursText}>
              <title>{outsideHoursText}</title>
            </IconMoon>
          )}
        </Group>
        <Group gap={4} wrap="nowrap" mt={2}>
          {lastMessage?.direction === 'out' && <Tick state={lastMessage.state} />}
          <Text span className="clip" size="xs" c="var(--quiet)" fw={hasUnread ? 600 : 400}>
            {lastLineOf(row)}
          </Text>
        </Group>
        {(row.tags.length > 0 || row.status !== 'open') && (
          <Group gap={4} wrap="nowrap" mt={3} style={{ overflow: 'hidden' }}>
            {row.status !== 'open' && <Label text={row.status} />}
            {row.tags.slice(0, 3).map((tag) => (
              <TagPill key={tag.id} tag={tag} />
            ))}
          </Group>
        )}
      </span>
      <span style={{ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', gap: 6 }}>
        <Text span size="xs" c="var(--quiet)">
          {time.short(row.lastActivityAt)}
        </Text>
        {hasUnread ? (
          <Badge size="sm" circle={unread < 10} aria-label={`${unread} unread`}>
            {unread > 99 ? '99+' : unread}
          </Badge>
        ) : (
          assignee && <PersonAvatar person={assignee} size={18} />
        )}
      </span>
    </button>
  );
});

// What blocked people wrote is kept from view.
function lastLineOf({ lastMessage, status }: ConversationRow): string {
  if (lastMessage) return previewOf(lastMessage);
  return status === 'block' ? 'Hidden while blocked' : 'No messages yet';
}

function Label({ text }: { text: string }) {
  return (
    <Text
      span
      size="10px"
      px={6}
      lh="15px"
      className="clip"
      style={{ border: '1px solid var(--line)', borderRadius: 999, color: 'var(--quiet)' }}
    >
      {text}
    </Text>
  );
}
