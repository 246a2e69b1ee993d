import { Button, Checkbox, Group, Modal, MultiSelect, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { FormEnd } from './form-end.tsx';
import { PlainBadge } from './plain-badge.tsx';
import { SectionHead } from './section-head.tsx';
import { colleaguesQuery, type Team, teamsQuery } from './settings-queries.ts';
import { TeamEnd } from './team-end.tsx';
import { useChange } from './use-change.ts';
import { useOpened } from './use-opened.ts';

/** Teams: whom chats can be given to together. */
export function TeamSettings() {
  const teams = useQuery(teamsQuery);
  const people = useQuery(colleaguesQuery);
  const [open, setOpen] = useOpened();
  const chosen = teams.data?.items.find(({ id }) => id === open);
  const nameOf = (id: string): string => people.data?.items.find((person) => person.id === id)?.name ?? '';
  return (
    <>
      <SectionHead title="Teams" hint="The default team receives what nothing else routed.">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
          Make a team
        </Button>
      </SectionHead>
      {teams.isPending && <RowsSkeleton rows={3} />}
      {teams.isError && <ErrorState error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data?.items.length === 0 && (
        <EmptyState title="No team yet" hint="The first one is the default.">
          <Button onClick={() => setOpen('new')}>Make a team</Button>
        </EmptyState>
      )}
      <Stack gap="md">
        {teams.data?.items.map((team) => (
          <UnstyledButton key={team.id} onClick={() => setOpen(team.id)}>
            <Group gap="xs">
              <Text fw={600} size="sm">
                {team.name}
              </Text>
              {team.isDefault && <PlainBadge color="accent">Default</PlainBadge>}
            </Group>
            <Text size="xs" c="var(--quiet)">
              {team.memberIds.map(nameOf).filter(Boolean).join(', ') || 'Nobody is in it'}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
      {open === 'new' && <TeamDialog onClose={() => setOpen(undefined)} />}
      {chosen && <TeamDialog key={chosen.id} team={chosen} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function TeamDialog({ team, onClose }: { team?: Team; onClose: () => void }) {
  const people = useQuery(colleaguesQuery);
  const change = useChange();
  const [name, setName] = useState(team?.name ?? '');
  const [memberIds, setMemberIds] = useState(team?.memberIds ?? []);
  const [isDefault, setDefault] = useState(team?.isDefault ?? false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim(), memberIds };
    const work = () =>
      team
        ? read(
            api.PATCH('/internal/settings/teams/{teamId}', {
              params: { path: { teamId: team.id } },
              body: { ...body, ...(isDefault && !team.isDefault ? { isDefault } : {}) },
            }),
          )
        : read(api.POST('/internal/settings/teams', { body }));
    if (await change.run(work, `The team ${body.name} is ${team ? 'changed' : 'made'}.`)) onClose();
  };
  const data = (people.data?.items ?? []).map((person) => ({ value: person.id, label: person.name }));
  return (
    <Modal opened onClose={onClose} title={team ? `Team ${team.name}` : 'Make a team'}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <MultiSelect label="Members" searchable data={data} value={memberIds} onChange={setMemberIds} />
          {team && (
            <Checkbox
              label="The default team"
              disabled={team.isDefault}
              description={team.isDefault ? 'Make another team the default to change that.' : undefined}
              checked={isDefault}
              onChange={(event) => setDefault(event.currentTarget.checked)}
            />
          )}
        </Stack>
        <FormEnd change={change} action={team ? 'Save' : 'Make the team'} isReady={name.trim() !== ''} />
      </form>
      {team && <TeamEnd team={team} onClose={onClose} />}
    </Modal>
  );
}
