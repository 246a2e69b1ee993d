import { Text } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import type { MessageItem } from '../api/types.ts';
import { RichText } from './rich-text.tsx';
import { TemplateCards } from './template-cards.tsx';
import { ChoiceList, TemplateHeader } from './template-parts.tsx';
import { useTime } from './use-time.ts';

export type TemplateContent = Omit<NonNullable<MessageItem['template']>, 'name'>;

interface Props {
  readonly template: TemplateContent;
  readonly name?: string;
  /** The card of a carousel that is brought into view. */
  readonly shownCard?: number;
}

/** A filled template, as the phone shows it; to be put into a bubble (class `bubble`). */
export function TemplateView({ template, name, shownCard }: Props) {
  const { headerText, headerMedia, body, footer, buttons, cards, offer, answered } = template;
  return (
    <div>
      {headerMedia && <TemplateHeader media={headerMedia} />}
      {headerText && <strong>{headerText}</strong>}
      {offer && <Offer offer={offer} />}
      <RichText text={body} />
      {footer && (
        <Text size="xs" c="var(--quiet)">
          {footer}
        </Text>
      )}
      <ChoiceList buttons={buttons} answered={answered} />
      {cards.length > 0 && (
        <TemplateCards cards={cards} answered={answered} {...(shownCard === undefined ? {} : { shown: shownCard })} />
      )}
      {name && (
        <Text size="xs" c="var(--quiet)" mt={2}>
          Template {name}
        </Text>
      )}
    </div>
  );
}

function Offer({ offer: { text, endsAt } }: { offer: NonNullable<TemplateContent['offer']> }) {
  const time = useTime();
  return (
    <div className="offer">
      <IconClock size={15} aria-hidden /> <strong>{text}</strong>
      {endsAt && <div>Ends {time.full(endsAt)}</div>}
    </div>
  );
}
