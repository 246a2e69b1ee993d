import { Button, Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useDocumentVisibility } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { ListEnd } from '../ui/list-end.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { CallDetail } from './call-detail.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';
import type { RequestSearch } from './developer-search.ts';
import { type CallFilter, callsQuery, readCalls, requestLogQuery } from './request-queries.ts';
import { useWorkspaceNow } from './use-workspace-now.ts';

const tailEveryMs = 2_000;

/** The last calls of the API: what was asked, what was answered, how long it took. */
export function RequestsPage() {
  const search = useSearch({ strict: false }) as RequestSearch;
  const { call, live, ...filter } = search;
  const navigate = useNavigate();
  const nowMs = useWorkspaceNow();
  const calls = useInfiniteQuery(callsQuery(filter, nowMs));
  const rows = calls.data?.pages.flatMap((page) => page.calls) ?? [];
  useTail(live === true && calls.isSuccess, filter);
  const go = (next: RequestSearch, replace = false): void =>
    void navigate({ to: '/developer/requests', search: next, replace });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <div className="developer-scroll">
      <Stack p="md" gap="sm" maw={1200}>
        <Group justify="space-between" align="start">
          <div>
            <Title order={1} size="h4">
              Requests
            </Title>
            <LogFacts />
          </div>
          <Group gap="md">
            <Switch
              size="sm"
              label="Live"
              checked={live === true}
              onChange={(event) => go({ ...filter, ...(event.currentTarget.checked ? { live: true } : {}) }, true)}
            />
            <Button size="xs" variant="default" onClick={() => void calls.refetch()}>
              Read again
            </Button>
          </Group>
        </Group>
        <CallFilters filter={filter} onChange={(next) => go({ ...next, ...(live ? { live } : {}) }, true)} />
        {calls.isPending && <RowsSkeleton rows={6} />}
        {calls.isError && <ErrorState error={calls.error} onRetry={() => void calls.refetch()} />}
        {calls.data && rows.length === 0 && (
          <EmptyState
            title={isFiltered ? 'No call passes the filters' : 'No call yet'}
            hint={isFiltered ? 'Change or clear them.' : 'Calls of programs are shown here within a second.'}
          >
            {isFiltered ? (
              <Button variant="default" onClick={() => go(live ? { live } : {})}>
                Clear the filters
              </Button>
            ) : (
              <Button onClick={() => void navigate({ to: '/developer/reference' })}>Try one in the reference</Button>
            )}
          </EmptyState>
        )}
        {rows.length > 0 && <CallTable rows={rows} chosen={call} onOpen={(id) => go({ ...search, call: id })} />}
        <ListEnd list={calls} more="Older ones" end={rows.length > 0 && 'That is all that is kept.'} size="xs" />
      </Stack>
      {call && <CallDetail callId={call} onClose={() => go({ ...filter, ...(live ? { live } : {}) }, true)} />}
    </div>
  );
}

/** While it is on and the page is seen, looks for calls newer than the first one and puts them on top. */
function useTail(isOn: boolean, filter: CallFilter): void {
  const queryClient = useQueryClient();
  const nowMs = useWorkspaceNow();
  const isSeen = useDocumentVisibility() === 'visible';
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is a new object each time, its text is not
  useEffect(() => {
    if (!isOn || !isSeen) return;
    const { queryKey } = callsQuery(filter, nowMs);
    const look = async (): Promise<void> => {
      const newest = queryClient.getQueryData(queryKey)?.pages.flatMap((page) => page.calls)[0];
      const fresh = await readCalls(filter, nowMs, newest ? { after: newest.id } : {}).catch(() => undefined);
      if (!fresh || fresh.calls.length === 0) return;
      if (fresh.nextCursor !== null) return void queryClient.invalidateQueries({ queryKey });
      queryClient.setQueryData(queryKey, (data) => {
        const [first, ...others] = data?.pages ?? [];
        if (!data || !first) return data;
        const known = new Set(first.calls.map(({ id }) => id));
        const added = fresh.calls.filter(({ id }) => !known.has(id));
        return { ...data, pages: [{ ...first, calls: [...added, ...first.calls] }, ...others] };
      });
    };
    const timer = setInterval(() => void look(), tailEveryMs);
    return () => clearInterval(timer);
  }, [isOn, isSeen, key, queryClient]);
}

/** How long calls are kept, and the switch for it. */
function LogFacts() {
  const queryClient = useQueryClient();
  const { data: facts } = useQuery(requestLogQuery);
  if (!facts) return <Text size="sm">&nbsp;</Text>;
  const days = Math.round(facts.keptSeconds / 86_400);
  const change = async (enabled: boolean): Promise<void> => {
    const before = facts;
    queryClient.setQueryData(requestLogQuery.queryKey, { ...facts, enabled });
    try {
      const answer = await read(api.PATCH('/internal/developer/request-log', { body: { enabled } }));
      queryClient.setQueryData(requestLogQuery.queryKey, answer);
      notifications.show({ message: enabled ? 'Calls are kept.' : 'Calls are no longer kept.' });
    } catch (error) {
      queryClient.setQueryData(requestLogQuery.queryKey, before);
      complain(error);
    }
  };
  return (
    <Stack gap={4}>
      <Text size="sm" c="var(--quiet)">
        The newest {facts.keptCalls.toLocaleString()} calls of {days} days, without passwords and tokens. Message texts
        and names are shown.
        {facts.skipped > 0 && ` ${facts.skipped.toLocaleString()} came too fast to be kept.`}
      </Text>
      <Switch
        size="xs"
        label="Keep calls"
        checked={facts.enabled}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
    </Stack>
  );
}
