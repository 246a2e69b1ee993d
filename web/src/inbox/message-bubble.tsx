import { ActionIcon, Button, Menu, Text } from '@mantine/core';
import { IconArrowBackUp, IconMoodSmile } from '@tabler/icons-react';
import { memo } from 'react';
import type { MessageItem } from '../api/types.ts';
import { useTime } from '../ui/use-time.ts';
import { MessageContent } from './message-content.tsx';
import { stateWords } from './message-words.ts';
import { Tick } from './tick.tsx';

const quickEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

interface Props {
  readonly message: MessageItem;
  readonly isWaiting: boolean;
  readonly onQuote: (message: MessageItem) => void;
  readonly onReact: (messageId: string, emoji: string) => void;
  readonly onRetry: (message: MessageItem) => void;
}

/** A message in or out with its quote, content, reactions, state, and why it failed. */
export const MessageBubble = memo(function MessageBubble({ message, isWaiting, onQuote, onReact, onRetry }: Props) {
  const time = useTime();
  const { direction, quote, reactions, failure, sender } = message;
  const said = direction === 'in' ? 'Customer' : (sender.name ?? senderWords[sender.kind]);
  return (
    <div className="line" data-side={direction}>
      <article
        className="bubble"
        data-message={message.id}
        data-state={message.state}
        data-waiting={isWaiting || undefined}
        aria-label={`${said}, ${isWaiting ? 'being sent' : time.full(message.at)}`}
      >
        {direction === 'out' && said && (
          <Text size="xs" c="var(--quiet)" fw={600}>
            {said}
          </Text>
        )}
        {message.isForwarded && (
          <Text size="xs" fs="italic" c="var(--quiet)">
            Forwarded
          </Text>
        )}
        {quote && (
          <span className="quote">
            <strong>{quote.senderName ?? (quote.direction === 'in' ? 'Customer' : 'Us')}</strong>
            <br />
            {quote.preview || quote.type}
          </span>
        )}
        {message.isRevoked ? (
          <Text size="sm" fs="italic" c="var(--quiet)">
            The customer deleted this message.
          </Text>
        ) : (
          <MessageContent message={message} />
        )}
        {failure && <FailureNotice message={message} onRetry={onRetry} />}
        {reactions.length > 0 && (
          <span className="reactions">
            {reactions.map((reaction) => (
              <span
                key={`${reaction.by.kind}${reaction.by.id}${reaction.emoji}`}
                title={reaction.by.name ?? 'Customer'}
              >
                {reaction.emoji}
              </span>
            ))}
          </span>
        )}
        <div className="bubble-foot">
          {message.editedAt && <span>edited</span>}
          <span>{isWaiting ? 'sending' : time.clock(message.at)}</span>
          {direction === 'out' && <Tick state={message.state} />}
        </div>
        {!isWaiting && <Tools message={message} onQuote={onQuote} onReact={onReact} />}
      </article>
    </div>
  );
});

const senderWords = { customer: 'Customer', operator: 'Us', api: 'API', campaign: 'Campaign', bot: 'Chatbot' } as const;

function Tools({ message, onQuote, onReact }: Pick<Props, 'message' | 'onQuote' | 'onReact'>) {
  return (
    <div className="bubble-tools">
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label="Quote it in a reply"
        onClick={() => onQuote(message)}
      >
        <IconArrowBackUp size={15} />
      </ActionIcon>
      {message.direction === 'in' && (
        <Menu position="top">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label="React to it">
              <IconMoodSmile size={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown style={{ display: 'flex' }}>
            {quickEmoji.map((emoji) => (
              <Menu.Item key={emoji} p={6} fz="lg" onClick={() => onReact(message.id, emoji)}>
                {emoji}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** Why a message did not arrive and what to do, in plain words. */
function FailureNotice({ message, onRetry }: Pick<Props, 'message' | 'onRetry'>) {
  const { failure } = message;
  if (!failure) return null;
  return (
    <div style={{ marginTop: 6, paddingTop: 6, borderTop: '1px solid var(--line)' }}>
      <Text size="xs" c="var(--bad)" fw={600}>
        {stateWords.failed}: {failure.sentence}
        {failure.code !== null && !failure.sentence.includes(`(${failure.code})`) && ` (${failure.code})`}
      </Text>
      {failure.next && <Text size="xs">{failure.next}</Text>}
      {failure.isRetryable && (message.type === 'text' || message.media) && (
        <Button size="compact-xs" variant="default" mt={4} onClick={() => onRetry(message)}>
          Send again
        </Button>
      )}
    </div>
  );
}
