import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { HoursDialog } from './hours-dialog.tsx';
import { PlainBadge } from './plain-badge.tsx';
import { SectionHead } from './section-head.tsx';
import { type Hours, type HoursList, hoursQuery } from './settings-queries.ts';
import { useChange } from './use-change.ts';
import { useOpened } from './use-opened.ts';
import { dayNames } from './week.ts';

/** The hours of the workspace, then those of the teams. */
export function HoursSettings() {
  const hours = useQuery(hoursQuery);
  const { tenant } = useSession();
  const [open, setOpen] = useOpened();
  if (hours.isPending) return <RowsSkeleton rows={4} />;
  if (hours.isError) return <ErrorState error={hours.error} onRetry={() => void hours.refetch()} />;
  const { workspace, teams } = hours.data;
  const team = teams.find(({ teamId }) => teamId === open);
  return (
    <Stack gap="lg">
      <SectionHead title="Working hours" hint="Several ranges a day, holidays, and hours of their own for teams." />
      <HoursOf
        name={tenant.name}
        entry={workspace}
        otherwise="Always open: no hours are set."
        onOpen={() => setOpen('workspace')}
      />
      {teams.map((entry) => (
        <HoursOf
          key={entry.teamId}
          name={`Team ${entry.name}`}
          teamId={entry.teamId}
          entry={entry}
          otherwise="The hours of the workspace."
          onOpen={() => setOpen(entry.teamId)}
        />
      ))}
      {open === 'workspace' && (
        <HoursDialog
          name={tenant.name}
          hours={workspace.hours}
          zone={tenant.timeZone}
          onClose={() => setOpen(undefined)}
        />
      )}
      {team && (
        <HoursDialog
          key={team.teamId}
          name={`team ${team.name}`}
          teamId={team.teamId}
          hours={team.hours ?? workspace.hours}
          zone={tenant.timeZone}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Stack>
  );
}

interface HoursOfProps {
  readonly name: string;
  readonly teamId?: string;
  readonly entry: HoursList['workspace'];
  readonly otherwise: string;
  readonly onOpen: () => void;
}

function HoursOf({ name, teamId, entry, otherwise, onOpen }: HoursOfProps) {
  const time = useTime();
  const change = useChange();
  const drop = () =>
    read(api.PUT('/internal/settings/hours', { body: { hours: null, ...(teamId ? { teamId } : {}) } }));
  const next = entry.changesAt && `${entry.isOpen ? 'closes' : 'opens'} ${time.full(entry.changesAt)}`;
  return (
    <section aria-label={name}>
      <Group justify="space-between" gap="xs" mb={4}>
        <Group gap="xs">
          <Title order={2} size="h5">
            {name}
          </Title>
          <PlainBadge color={entry.isOpen ? 'accent' : 'red'}>{entry.isOpen ? 'Open now' : 'Closed now'}</PlainBadge>
          {next && (
            <Text size="xs" c="var(--quiet)">
              {next}
            </Text>
          )}
        </Group>
        <Group gap="xs">
          {entry.hours && (
            <Button
              size="xs"
              variant="default"
              aria-label={`Remove the hours of ${name}`}
              loading={change.isRunning}
              onClick={() => void change.run(drop, `${name}: ${otherwise.toLowerCase()}`)}
            >
              Remove
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            aria-label={`${entry.hours ? 'Change the' : 'Set'} hours of ${name}`}
            onClick={onOpen}
          >
            {entry.hours ? 'Change' : 'Set hours'}
          </Button>
        </Group>
      </Group>
      <Refusal error={change.error} />
      {entry.hours ? <WeekWords hours={entry.hours} /> : <Text size="sm">{otherwise}</Text>}
    </section>
  );
}

function WeekWords({ hours }: { hours: Hours }) {
  const days = hours.week.map((ranges, index) => {
    const words = ranges.map(({ from, to }) => `${from} to ${to}`).join(', ');
    return `${dayNames[index]} ${words || 'closed'}`;
  });
  return (
    <>
      <Text size="sm">{days.join('; ')}</Text>
      <Text size="xs" c="var(--quiet)">
        {hours.timeZone}
        {hours.holidays.length > 0 &&
          `; closed on ${hours.holidays.map(({ date, name }) => `${date} (${name})`).join(', ')}`}
      </Text>
    </>
  );
}
