import { useEffect, useRef } from 'react';
import { RichText } from './rich-text.tsx';
import { ChoiceList, TemplateHeader } from './template-parts.tsx';
import type { TemplateContent } from './template-view.tsx';

interface Props {
  readonly cards: TemplateContent['cards'];
  readonly answered: string | null;
  /** The one that is brought into view. */
  readonly shown?: number;
}

/** The cards of a carousel, swiped sideways as on the phone. */
export function TemplateCards({ cards, answered, shown }: Props) {
  const strip = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const card = shown === undefined ? undefined : strip.current?.children[shown];
    if (card instanceof HTMLElement) strip.current?.scrollTo({ left: card.offsetLeft - 4 });
  }, [shown]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <ul ref={strip} className="card-strip" aria-label={`${cards.length} cards`} tabIndex={0}>
      {cards.map(({ headerMedia, body, buttons }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a card is known by its place alone
        <li key={place}>
          {headerMedia && <TemplateHeader media={headerMedia} />}
          {body && <RichText text={body} />}
          <ChoiceList buttons={buttons} answered={answered} />
        </li>
      ))}
    </ul>
  );
}
