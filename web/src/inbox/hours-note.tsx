import { Group, Text } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConversationRow } from '../api/types.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { hoursOf, knownUntil } from './hours-of.ts';
import { hoursQuery } from './inbox-queries.ts';

/** Says that nobody is there now, and when somebody is again; nothing while somebody is. */
export function HoursNote({ teams }: { teams: ConversationRow['teams'] }) {
  const queryClient = useQueryClient();
  const hours = useQuery(hoursQuery).data;
  const time = useTime();
  const nowMs = useNow();
  const isOver = hours !== undefined && knownUntil(hours) <= nowMs;
  useEffect(() => {
    if (isOver) void queryClient.invalidateQueries({ queryKey: hoursQuery.queryKey });
  }, [isOver, queryClient]);
  if (hours === undefined) return null;
  const ids = teams.map(({ id }) => id);
  const { isOpen, opensAt } = hoursOf(ids, hours, nowMs);
  if (isOpen) return null;
  const who = teams.length > 0 ? teams.map(({ name }) => name).join(', ') : 'The team';
  return (
    <Group gap={6} wrap="nowrap" mb={6} c="var(--quiet)">
      <IconMoon size={14} aria-hidden style={{ flex: 'none' }} />
      <Text size="xs" role="status">
        {who} {teams.length > 1 ? 'are' : 'is'} closed now
        {opensAt ? ` and ${teams.length > 1 ? 'open' : 'opens'} again ${time.full(opensAt)}.` : '.'}
      </Text>
    </Group>
  );
}
