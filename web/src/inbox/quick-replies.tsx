import { Paper, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { QuickReply } from '../api/types.ts';
import { quickRepliesQuery } from './inbox-queries.ts';

interface Props {
  readonly conversationId: string;
  /** What stands in the field: quick replies are offered while it begins with a slash. */
  readonly text: string;
  readonly onPick: (reply: QuickReply) => void;
}

export function QuickReplies({ conversationId, text, onPick }: Props) {
  const isAsked = text.startsWith('/') && !text.includes('\n');
  const replies = useQuery({ ...quickRepliesQuery(conversationId), enabled: isAsked });
  const wanted = text.slice(1).toLowerCase();
  const fitting = (replies.data?.quickReplies ?? [])
    .filter(({ shortcut, text: said }) => `${shortcut} ${said}`.toLowerCase().includes(wanted))
    .slice(0, 8);
  const [chosen, setAt] = useState(0);
  const at = Math.min(chosen, Math.max(0, fitting.length - 1));
  useEffect(() => {
    if (!isAsked) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'ArrowDown') setAt(Math.min(at + 1, fitting.length - 1));
      else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
      else if (event.key === 'Enter' && fitting[at]) onPick(fitting[at]);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isAsked, fitting, at, onPick]);
  if (!isAsked || !replies.data) return null;
  return (
    <Paper withBorder shadow="sm" mb={6} p={4} role="listbox" aria-label="Quick replies">
      {fitting.length === 0 && (
        <Text size="sm" c="var(--quiet)" p={6}>
          No quick reply fits. They are made in the settings.
        </Text>
      )}
      {fitting.map((reply, index) => (
        <UnstyledButton
          key={reply.id}
          role="option"
          aria-selected={index === at}
          w="100%"
          p={6}
          style={{ borderRadius: 6, background: index === at ? 'var(--chosen)' : undefined }}
          onClick={() => onPick(reply)}
        >
          <Text size="sm" fw={600}>
            /{reply.shortcut}
          </Text>
          <Text size="xs" c="var(--quiet)" className="clip">
            {reply.rendered ?? reply.text}
          </Text>
        </UnstyledButton>
      ))}
    </Paper>
  );
}
