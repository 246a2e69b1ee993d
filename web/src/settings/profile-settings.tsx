import {
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Stack,
  Switch,
  Table,
  Text,
  Title,
  useMantineColorScheme,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSound } from '../live/use-announcements.ts';
import { useSession } from '../session/session.ts';
import { type Density, useDensity } from '../ui/density.ts';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { roleName } from './role-words.ts';
import { rolesQuery } from './settings-queries.ts';

/** What a person sets for himself, and where he is signed in. */
export function ProfileSettings() {
  const { operator, tenant } = useSession();
  const roles = useQuery(rolesQuery);
  return (
    <Stack gap="xl">
      <div>
        <Title order={1} size="h3">
          {operator.name}
        </Title>
        <Text c="var(--quiet)" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {operator.email}, {operator.roles.map((role) => roleName(role, roles.data?.items)).join(', ')} in{' '}
          {tenant.name} ({tenant.id})
        </Text>
      </div>
      <Appearance />
      <Password />
      <Sessions />
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [density, setDensity] = useDensity();
  const [hasSound, setSound] = useSound();
  return (
    <Section title="Appearance">
      <Group gap="lg">
        <SegmentedControl
          aria-label="Colours"
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
        <SegmentedControl
          aria-label="Density"
          value={density}
          onChange={(value) => setDensity(value as Density)}
          data={[
            { value: 'comfortable', label: 'Comfortable' },
            { value: 'compact', label: 'Compact' },
          ]}
        />
        <Switch
          label="A sound for new messages"
          checked={hasSound}
          onChange={(event) => setSound(event.currentTarget.checked)}
        />
      </Group>
    </Section>
  );
}

function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const { error, run } = useWrite();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      await read(api.POST('/internal/password', { body: { current, next } }));
      setCurrent('');
      setNext('');
      notifications.show({
        message: 'The password is changed. Your other sessions have ended.',
        closeButtonProps: { 'aria-label': 'Dismiss' },
      });
    });
  };
  return (
    <Section title="Password">
      <form onSubmit={submit}>
        <Stack maw={360} gap="xs">
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the current password' }}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            label="New password"
            description="At least 10 characters."
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show the new password' }}
            value={next}
            error={error}
            onChange={(event) => setNext(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!current || next.length < 10} style={{ alignSelf: 'flex-start' }}>
            Change the password
          </Button>
        </Stack>
      </form>
    </Section>
  );
}

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: () => read(api.GET('/internal/sessions')),
});

function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const queryClient = useQueryClient();
  const time = useTime();
  const end = async (work: Promise<unknown>): Promise<void> => {
    await work.catch(complain);
    await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  };
  return (
    <Section title="Where you are signed in">
      {sessions.isPending && <RowsSkeleton rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {sessions.data && (
        <>
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Browser</Table.Th>
                  <Table.Th>Address</Table.Th>
                  <Table.Th>Last used</Table.Th>
                  <Table.Th />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {sessions.data.items.map((session) => (
                  <Table.Tr key={session.id}>
                    <Table.Td>{browserOf(session.userAgent)}</Table.Td>
                    <Table.Td>{session.address}</Table.Td>
                    <Table.Td>{time.full(session.lastSeenAt)}</Table.Td>
                    <Table.Td ta="end">
                      {session.isCurrent ? (
                        'This one'
                      ) : (
                        <Button
                          size="compact-xs"
                          variant="default"
                          onClick={() =>
                            void end(
                              read(
                                api.DELETE('/internal/sessions/{sessionId}', {
                                  params: { path: { sessionId: session.id } },
                                }),
                              ),
                            )
                          }
                        >
                          Sign out
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          {sessions.data.items.length > 1 && (
            <Button
              mt="xs"
              size="xs"
              variant="default"
              onClick={() => void end(read(api.DELETE('/internal/sessions')))}
            >
              Sign out everywhere else
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function browserOf(userAgent: string | null): string {
  const name = /(Firefox|Edg|Chrome|Safari)\/(\d+)/.exec(userAgent ?? '');
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(userAgent ?? '')?.[1];
  const named = name ? `${name[1] === 'Edg' ? 'Edge' : name[1]} ${name[2]}` : (userAgent ?? 'Unknown').slice(0, 40);
  return system ? `${named} on ${system}` : named;
}
