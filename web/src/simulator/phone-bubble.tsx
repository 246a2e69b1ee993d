import { Button, Menu, Text, UnstyledButton } from '@mantine/core';
import { RichText } from '../ui/rich-text.tsx';
import { answersOf, cardsOf, headerKindOf, type PhoneAnswer, type PhoneCard } from './phone-answers.ts';
import type { PhoneMessage } from './simulator-api.ts';

interface Props {
  readonly message: PhoneMessage;
  readonly clock: string;
  readonly onAnswer: (message: Record<string, unknown>) => void;
  readonly onQuote: () => void;
  readonly onEdit: () => void;
}

const signs = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

const kindWords: Readonly<Record<string, string>> = {
  image: 'Photo',
  video: 'Video',
  audio: 'Voice message',
  document: 'Document',
  sticker: 'Sticker',
  location: 'Location',
  contacts: 'Contact card',
  order: 'Basket',
};

/** A message on the phone: own ones at the right, those of the business at the left with their buttons. */
export function PhoneBubble({ message, clock, onAnswer, onQuote, onEdit }: Props) {
  const isOwn = message.direction === 'in';
  const answers = isOwn ? [] : answersOf(message);
  const kind = kindWords[message.type] ?? kindWords[headerKindOf(message) ?? ''];
  const cards = isOwn ? [] : cardsOf(message);
  return (
    <div className="line" data-side={isOwn ? 'out' : 'in'}>
      <article className="bubble" data-phone-message={message.id} aria-label={isOwn ? 'Mine' : 'From the business'}>
        {kind && (
          <Text size="xs" fw={600}>
            {kind}
          </Text>
        )}
        {(message.text || !kind) && <RichText text={message.text || `(${message.type})`} />}
        <Answers answers={answers} onAnswer={onAnswer} />
        {cards.length > 0 && <Cards cards={cards} onAnswer={onAnswer} />}
        <div className="bubble-foot">
          {isOwn ? (
            <OwnTools message={message} onEdit={onEdit} onAnswer={onAnswer} />
          ) : (
            <>
              <UnstyledButton fz="xs" td="underline" onClick={onQuote}>
                Answer
              </UnstyledButton>
              <React message={message} onAnswer={onAnswer} />
            </>
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

interface AnswersProps {
  readonly answers: readonly PhoneAnswer[];
  readonly onAnswer: Props['onAnswer'];
}

function Answers({ answers, onAnswer }: AnswersProps) {
  return answers.map((answer) => (
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
  ));
}

/** Cards to swipe, with the answers that each offers. */
function Cards({ cards, onAnswer }: { cards: readonly PhoneCard[]; onAnswer: Props['onAnswer'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <ul className="card-strip" aria-label={`${cards.length} cards`} tabIndex={0}>
      {cards.map(({ text, headerKind, answers }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a card is known by its place alone
        <li key={place}>
          <Text size="xs" fw={600}>
            {kindWords[headerKind ?? ''] ?? ''}
          </Text>
          {text && <RichText text={text} />}
          <Answers answers={answers} onAnswer={onAnswer} />
        </li>
      ))}
    </ul>
  );
}

function React({ message, onAnswer }: Pick<Props, 'message' | 'onAnswer'>) {
  return (
    <Menu position="top">
      <Menu.Target>
        <UnstyledButton fz="xs" aria-label="React as the customer">
          ❤️
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown style={{ display: 'flex' }}>
        {signs.map((emoji) => (
          <Menu.Item
            key={emoji}
            p={6}
            fz="lg"
            aria-label={`React with ${emoji}`}
            onClick={() => onAnswer({ type: 'reaction', reaction: { message_id: message.id, emoji } })}
          >
            {emoji}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A customer may change a text, and take back whatever was written. */
function OwnTools({ message, onEdit, onAnswer }: Pick<Props, 'message' | 'onEdit' | 'onAnswer'>) {
  if (message.type === 'reaction' || message.type === 'edit' || message.type === 'revoke') return null;
  return (
    <>
      {message.type === 'text' && (
        <UnstyledButton fz="xs" td="underline" onClick={onEdit}>
          Edit
        </UnstyledButton>
      )}
      <UnstyledButton
        fz="xs"
        td="underline"
        onClick={() => onAnswer({ type: 'revoke', revoke: { original_message_id: message.id } })}
      >
        Delete
      </UnstyledButton>
    </>
  );
}
