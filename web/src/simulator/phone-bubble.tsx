import { Button, Text } from '@mantine/core';
import { answersOf } from './phone-answers.ts';
import type { PhoneMessage } from './simulator-api.ts';

interface Props {
  readonly message: PhoneMessage;
  readonly clock: string;
  readonly onAnswer: (message: Record<string, unknown>) => void;
  readonly onQuote: () => void;
}

/** A message on the phone: own ones at the right, those of the business at the left with their buttons. */
export function PhoneBubble({ message, clock, onAnswer, onQuote }: Props) {
  const isOwn = message.direction === 'in';
  const answers = isOwn ? [] : answersOf(message);
  return (
    <div className="line" data-side={isOwn ? 'out' : 'in'}>
      <article className="bubble" data-phone-message={message.id} aria-label={isOwn ? 'Mine' : 'From the business'}>
        <div className="bubble-text">{message.text || `(${message.type})`}</div>
        {answers.map((answer) => (
          <Button
            key={answer.title}
            size="compact-sm"
            variant="default"
            fullWidth
            mt={4}
            onClick={() => onAnswer(answer.message)}
          >
            {answer.title}
          </Button>
        ))}
        <div className="bubble-foot">
          {!isOwn && (
            <button
              type="button"
              onClick={onQuote}
              style={{
                border: 0,
                background: 'none',
                color: 'inherit',
                textDecoration: 'underline',
                cursor: 'pointer',
              }}
            >
              Answer
            </button>
          )}
          {!isOwn && (
            <button
              type="button"
              aria-label="React with a heart"
              onClick={() => onAnswer({ type: 'reaction', reaction: { message_id: message.id, emoji: '❤️' } })}
              style={{ border: 0, background: 'none', cursor: 'pointer' }}
            >
              ❤️
            </button>
          )}
          <Text span size="xs">
            {clock}
          </Text>
          {isOwn && message.status && <span>{message.status}</span>}
        </div>
      </article>
    </div>
  );
}
