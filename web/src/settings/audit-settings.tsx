import { Anchor, Button, Group, Select, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconDownload, IconShieldCheck } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { changeFilter } from '../ui/change-filter.ts';
import { Refusal } from '../ui/refusal.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { momentOf } from '../ui/zoned.ts';
import { AuditDetail } from './audit-detail.tsx';
import { actionText, auditAreas } from './audit-words.ts';
import { SectionHead } from './section-head.tsx';
import { type AuditEntry, type AuditFilter, auditQuery, colleaguesQuery } from './settings-queries.ts';
import type { SettingsSearch } from './settings-search.ts';
import { useChange } from './use-change.ts';
import { useOpened } from './use-opened.ts';

/** Who changed what, newest first. */
export function AuditSettings() {
  const search = useSearch({ strict: false }) as SettingsSearch;
  const filter = toFilter(search, useSession().tenant.timeZone);
  const log = useInfiniteQuery(auditQuery(filter));
  const [open, setOpen] = useOpened();
  const entries = log.data?.pages.flatMap((page) => page.items) ?? [];
  const chosen = entries.find(({ position }) => String(position) === open);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <SectionHead title="Audit log" hint="Who changed what, when and from where. Entries are never changed.">
        <Group gap="xs">
          <Verify />
          <Button
            component="a"
            variant="default"
            size="xs"
            leftSection={<IconDownload size={14} />}
            href={`/internal/settings/audit/export?${new URLSearchParams({ ...filter })}`}
            download
          >
            Export as CSV
          </Button>
        </Group>
      </SectionHead>
      <Filters search={search} />
      {log.isPending && <RowsSkeleton rows={6} />}
      {log.isError && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.data && entries.length === 0 && (
        <EmptyState
          title={isFiltered ? 'No entry passes these filters' : 'Nothing was changed yet'}
          hint={isFiltered ? 'Widen them to see more.' : 'Invite somebody or make a role, and it stands here.'}
        />
      )}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {entries.map((entry) => (
          <Entry key={entry.position} entry={entry} onOpen={() => setOpen(String(entry.position))} />
        ))}
      </Stack>
      {log.hasNextPage ? (
        <Button mt="md" variant="default" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
          Show older entries
        </Button>
      ) : (
        entries.length > 0 && (
          <Text mt="md" size="sm" c="var(--quiet)">
            That is all
          </Text>
        )
      )}
      {chosen && <AuditDetail entry={chosen} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function Entry({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const time = useTime();
  const { actor, target } = entry;
  return (
    <li>
      <UnstyledButton w="100%" onClick={onOpen}>
        <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            <strong>{actor.name}</strong> {actionText(entry.action)}{' '}
            {target.name && target.name !== actor.name && <strong>{target.name}</strong>}
          </Text>
          <Text size="xs" c="var(--quiet)" style={{ flex: 'none' }}>
            {time.full(entry.at)}
          </Text>
        </Group>
      </UnstyledButton>
    </li>
  );
}

function Filters({ search }: { search: SettingsSearch }) {
  const people = useQuery(colleaguesQuery);
  const navigate = useNavigate();
  const set = (part: Partial<Record<keyof SettingsSearch, string | null>>): void => {
    void navigate({
      to: '/settings/$section',
      params: { section: 'audit' },
      search: changeFilter(search, { open: null, ...part }),
      replace: true,
    });
  };
  return (
    <Group gap="xs" mb="md" align="flex-end">
      <Select
        size="xs"
        label="Who"
        placeholder="Anybody"
        clearable
        searchable
        data={(people.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.actor ?? null}
        onChange={(actor) => set({ actor })}
      />
      <Select
        size="xs"
        label="What"
        placeholder="Anything"
        clearable
        searchable
        data={[...auditAreas]}
        value={search.action ?? null}
        onChange={(action) => set({ action })}
      />
      <TextInput
        size="xs"
        type="date"
        label="From"
        value={search.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        size="xs"
        type="date"
        label="Up to"
        value={search.to ?? ''}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {(search.actor || search.action || search.from || search.to) && (
        <Anchor
          component="button"
          type="button"
          size="xs"
          c="var(--link)"
          underline="always"
          pb={8}
          onClick={() => set({ actor: null, action: null, from: null, to: null })}
        >
          Show all
        </Anchor>
      )}
    </Group>
  );
}

function Verify() {
  const change = useChange();
  const [verdict, setVerdict] = useState<string | undefined>();
  const verify = () =>
    change.run(async () => {
      const { entries, brokenAt } = await read(api.GET('/internal/settings/audit/verification'));
      const whole = `All ${entries.toLocaleString()} entries stand as they were written.`;
      setVerdict(brokenAt === null ? whole : `Entry ${brokenAt} is not as it was written.`);
    });
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconShieldCheck size={14} />}
        loading={change.isRunning}
        onClick={() => void verify()}
      >
        Check that it is whole
      </Button>
      <Text size="sm" role="status">
        {verdict}
      </Text>
      <Refusal error={change.error} />
    </>
  );
}

/** Days are those of the workspace, as the times beside the entries; the last one is a part of the time. */
function toFilter({ actor, action, from, to }: SettingsSearch, timeZone: string): AuditFilter {
  const start = beginOf(from, 0, timeZone);
  const end = beginOf(to, 1, timeZone);
  return {
    ...(actor ? { actorId: actor } : {}),
    ...(action ? { action } : {}),
    ...(start ? { from: start } : {}),
    ...(end ? { to: end } : {}),
  };
}

function beginOf(day: string | undefined, daysLater: number, timeZone: string): string | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (!year || !month || !date) return undefined;
  const at = Date.UTC(year, month - 1, date + daysLater);
  return Number.isNaN(at) ? undefined : new Date(momentOf(new Date(at).toISOString(), timeZone)).toISOString();
}
