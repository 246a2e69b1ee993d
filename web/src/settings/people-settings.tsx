import { Button, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { PersonAvatar } from '../ui/avatar.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonDialog } from './person-dialog.tsx';
import { PlainBadge } from './plain-badge.tsx';
import { roleName } from './role-words.ts';
import { SectionHead } from './section-head.tsx';
import { type Person, peopleQuery, rolesQuery, teamsQuery } from './settings-queries.ts';
import { useOpened } from './use-opened.ts';

/** Who works in the workspace, and who is invited. */
export function PeopleSettings() {
  const people = useQuery(peopleQuery);
  const [open, setOpen] = useOpened();
  const chosen = people.data?.items.find(({ id }) => id === open);
  const seats = people.data?.seats;
  return (
    <>
      <SectionHead
        title="People"
        hint={
          seats
            ? `${seats.taken} ${seats.taken === 1 ? 'person' : 'people'}${seats.limit === null ? '' : `, ${seats.limit} seats in the plan`}`
            : 'Who works in this workspace'
        }
      >
        <Button leftSection={<IconUserPlus size={16} />} onClick={() => setOpen('new')}>
          Invite somebody
        </Button>
      </SectionHead>
      {people.isPending && <RowsSkeleton rows={4} />}
      {people.isError && <ErrorState error={people.error} onRetry={() => void people.refetch()} />}
      {people.data && <PeopleTable people={people.data.items} onOpen={setOpen} />}
      <InvitationList />
      {open === 'new' && <InviteDialog onClose={() => setOpen(undefined)} />}
      {chosen && <PersonDialog key={chosen.id} person={chosen} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function PeopleTable({ people, onOpen }: { people: readonly Person[]; onOpen: (id: string) => void }) {
  const roles = useQuery(rolesQuery);
  const teams = useQuery(teamsQuery);
  const time = useTime();
  const teamName = (id: string): string => teams.data?.items.find((team) => team.id === id)?.name ?? '';
  return (
    <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Person</Table.Th>
            <Table.Th>Roles</Table.Th>
            <Table.Th>Teams</Table.Th>
            <Table.Th>Last seen</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map((person) => (
            <Table.Tr key={person.id}>
              <Table.Td>
                <UnstyledButton onClick={() => onOpen(person.id)}>
                  <Group gap="sm" wrap="nowrap">
                    <PersonAvatar person={person} size={36} />
                    <div>
                      <Text size="sm" fw={600}>
                        {person.name}
                      </Text>
                      <Text size="xs" c="var(--quiet)">
                        {person.email}
                      </Text>
                    </div>
                  </Group>
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <Group gap={4}>
                  {person.isDisabled && <PlainBadge color="red">Disabled</PlainBadge>}
                  {person.roles.map((role) => (
                    <PlainBadge key={role}>{roleName(role, roles.data?.items)}</PlainBadge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>{person.teamIds.map(teamName).filter(Boolean).join(', ') || 'None'}</Table.Td>
              <Table.Td>
                {person.lastSeenAt ? time.full(person.lastSeenAt) : 'Never'}
                {person.sessions > 0 && (
                  <Text size="xs" c="var(--quiet)">
                    {person.sessions === 1 ? '1 session' : `${person.sessions} sessions`}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
