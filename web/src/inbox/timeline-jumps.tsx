import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';

/** Pixels from the foot within which the newest message counts as seen. */
const footPx = 160;

interface Props {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** The last thing that was said. */
  readonly newestId: string | undefined;
  /** Brings the first unread message, and with it the line above it. None: everything was read. */
  readonly onFirstUnread: (() => Promise<void>) | undefined;
}

/** The ways to the first unread message and to the newest one, while they are out of sight. */
export function TimelineJumps({ scroller, newestId, onFirstUnread }: Props) {
  const isAway = useIsAway(scroller);
  const [seenId, setSeenId] = useState(newestId);
  useEffect(() => {
    if (!isAway) setSeenId(newestId);
  }, [isAway, newestId]);
  const { isPassed, isLoading, go } = useFirstUnread(scroller, onFirstUnread);
  return (
    <>
      {onFirstUnread && !isPassed && (
        <Button
          className="timeline-jump"
          data-at="top"
          size="compact-sm"
          radius="xl"
          variant="default"
          leftSection={<IconArrowUp size={14} />}
          loading={isLoading}
          onClick={() => void go()}
        >
          To the first unread message
        </Button>
      )}
      {isAway && (
        <Button
          className="timeline-jump"
          data-at="foot"
          size="compact-sm"
          radius="xl"
          variant={seenId === newestId ? 'default' : 'filled'}
          leftSection={<IconArrowDown size={14} />}
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {seenId === newestId ? 'To the newest' : 'New messages'}
        </Button>
      )}
    </>
  );
}

/** Whether the foot is out of sight. The foot is at 0, what is above it below 0: the scroller runs in reverse. */
function useIsAway(scroller: RefObject<HTMLDivElement | null>): boolean {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = (): void => setAway(element.scrollTop < -footPx);
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroller]);
  return isAway;
}

const unreadLine = '.unread-line';

function useFirstUnread(scroller: RefObject<HTMLDivElement | null>, bring: Props['onFirstUnread']) {
  const [isPassed, setPassed] = useState(false);
  const [isLoading, setLoading] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element || !bring || isPassed) return;
    const look = (): void => {
      const line = element.querySelector(unreadLine);
      if (line && line.getBoundingClientRect().top >= element.getBoundingClientRect().top) setPassed(true);
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    return () => element.removeEventListener('scroll', look);
  }, [scroller, bring, isPassed]);
  const isWanted = useRef(false);
  // What was loaded is drawn some time after it came: each drawing may be the one with the line.
  useEffect(() => {
    const line = isWanted.current && scroller.current?.querySelector(unreadLine);
    if (!line) return;
    isWanted.current = false;
    line.scrollIntoView({ block: 'start' });
    setPassed(true);
  });
  const go = async (): Promise<void> => {
    isWanted.current = true;
    setLoading(true);
    try {
      await bring?.();
    } finally {
      setLoading(false);
    }
  };
  return { isPassed, isLoading, go };
}
