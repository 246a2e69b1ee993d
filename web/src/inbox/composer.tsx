import { ActionIcon, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconCalendarTime, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import type { ConversationRow, MessageItem, ScheduledMessage } from '../api/types.ts';
import { spanOf } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { words } from '../ui/words.ts';
import { ClosedWindow } from './closed-window.tsx';
import { HoursNote } from './hours-note.tsx';
import { headQuery } from './inbox-queries.ts';
import { NoteField } from './note-field.tsx';
import { ReplyField } from './reply-field.tsx';
import { type ConversationActions, complain } from './use-conversation-actions.ts';
import { useStagedFiles } from './use-staged-files.ts';

interface Props {
  readonly conversation: ConversationRow;
  readonly scheduled: readonly ScheduledMessage[];
  readonly quoted: MessageItem | undefined;
  readonly onQuoteGone: () => void;
  readonly onAnswered: () => void;
  readonly onTyping: () => void;
  readonly actions: ConversationActions;
}

/** Where one answers or notes. With the window closed it offers templates instead of a field that leads nowhere. */
export function Composer({ conversation, scheduled, quoted, onQuoteGone, onAnswered, onTyping, actions }: Props) {
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const staged = useStagedFiles();
  const nowMs = useNow();
  const leftMs = conversation.windowClosesAt ? Date.parse(conversation.windowClosesAt) - nowMs : 0;
  const isOpen = leftMs > 0 || (conversation.isWindowOpen && conversation.windowClosesAt === null);
  const answer = (): void => {
    setMode('reply');
    requestAnimationFrame(() => document.querySelector<HTMLElement>('textarea[data-key="reply"]')?.focus());
  };
  return (
    <div className="composer" data-note={mode === 'note' || undefined}>
      <Group justify="space-between" mb={6}>
        <SegmentedControl
          size="xs"
          aria-label="Kind of message"
          value={mode}
          onChange={(value) => setMode(value === 'note' ? 'note' : 'reply')}
          data={[
            { value: 'reply', label: words.composer.reply },
            { value: 'note', label: words.composer.note },
          ]}
        />
        <button type="button" hidden data-key="note" onClick={() => setMode('note')} />
        {mode === 'note' && <button type="button" hidden data-key="reply" onClick={answer} />}
        {isOpen && leftMs > 0 && (
          <Text size="xs" c={leftMs < 4 * 3_600_000 ? 'var(--warn)' : 'var(--quiet)'}>
            Window: {spanOf(leftMs)} left
          </Text>
        )}
      </Group>
      <HoursNote teams={conversation.teams} />
      <Scheduled conversationId={conversation.id} scheduled={scheduled} />
      {quoted && mode === 'reply' && (
        <span className="quote" style={{ display: 'flex', justifyContent: 'space-between' }}>
          <span className="clip">{quoted.text ?? quoted.type}</span>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label="Quote nothing" onClick={onQuoteGone}>
            <IconX size={14} />
          </ActionIcon>
        </span>
      )}
      {mode === 'note' && (
        <NoteField conversationId={conversation.id} actions={actions} onDone={() => setMode('reply')} />
      )}
      {mode === 'reply' && isOpen && (
        <ReplyField
          conversation={conversation}
          quoted={quoted}
          staged={staged}
          onSent={() => {
            onQuoteGone();
            onAnswered();
          }}
          onTyping={onTyping}
          actions={actions}
        />
      )}
      {mode === 'reply' && !isOpen && <ClosedWindow conversation={conversation} actions={actions} />}
    </div>
  );
}

/** What will be said later, and can still be taken back. */
function Scheduled({ conversationId, scheduled }: { conversationId: string; scheduled: readonly ScheduledMessage[] }) {
  const time = useTime();
  const queryClient = useQueryClient();
  const cancel = async (scheduledMessageId: string): Promise<void> => {
    const params = { path: { scheduledMessageId } };
    try {
      await read(api.DELETE('/internal/inbox/scheduled-messages/{scheduledMessageId}', { params }));
      await queryClient.invalidateQueries({ queryKey: headQuery(conversationId).queryKey });
    } catch (error) {
      complain(error);
    }
  };
  return scheduled.map((message) => (
    <Group key={message.id} gap={6} wrap="nowrap" mb={4}>
      <IconCalendarTime size={14} aria-hidden />
      <Text size="xs" className="clip" style={{ flex: 1 }}>
        {time.full(message.sendAt)}: {message.content.text ?? message.content.template?.name ?? message.content.kind}
      </Text>
      <Button size="compact-xs" variant="default" onClick={() => void cancel(message.id)}>
        Take back
      </Button>
    </Group>
  ));
}
