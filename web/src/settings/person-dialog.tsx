import { Button, Divider, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FormEnd } from './form-end.tsx';
import { RoleField, TeamField } from './role-field.tsx';
import type { Person } from './settings-queries.ts';
import { useChange } from './use-change.ts';

/** Name, roles and teams of a person; signing him out, and keeping him out. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const change = useChange();
  const [name, setName] = useState(person.name);
  const [roles, setRoles] = useState(person.roles);
  const [teamIds, setTeamIds] = useState(person.teamIds);
  const params = { path: { operatorId: person.id } };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name, teamIds, ...(sameSet(roles, person.roles) ? {} : { roles }) };
    const work = () => read(api.PATCH('/internal/settings/people/{operatorId}', { params, body }));
    if (await change.run(work, `${name} is changed.`)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={person.name}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="var(--quiet)">
            {person.email}
          </Text>
          <TextInput
            label="Name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleField value={roles} onChange={setRoles} />
          <TeamField value={teamIds} onChange={setTeamIds} />
        </Stack>
        <FormEnd change={change} isReady={name.trim() !== '' && roles.length > 0} />
      </form>
      <Access person={person} />
    </Modal>
  );
}

/** Whether somebody may come in, and where he is now. */
function Access({ person }: { person: Person }) {
  const { operator } = useSession();
  const change = useChange();
  const [asks, setAsks] = useState(false);
  const params = { path: { operatorId: person.id } };
  const isOneself = operator.id === person.id;
  const signOut = () => read(api.DELETE('/internal/sessions', { params: { query: { operatorId: person.id } } }));
  const enable = () => read(api.POST('/internal/settings/people/{operatorId}/enable', { params }));
  if (isOneself) return null;
  return (
    <>
      <Divider my="md" />
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={person.sessions === 0}
          onClick={() => void change.run(signOut, `${person.name} is signed out everywhere.`)}
        >
          Sign out everywhere
        </Button>
        {person.isDisabled ? (
          <Button
            variant="default"
            size="xs"
            onClick={() => void change.run(enable, `${person.name} may come in again.`)}
          >
            Let in again
          </Button>
        ) : (
          <Button variant="default" size="xs" onClick={() => setAsks(true)}>
            Disable
          </Button>
        )}
      </Group>
      <Refusal error={change.error} />
      {asks && (
        <ConfirmDialog
          title={`Disable ${person.name}?`}
          action="Disable"
          done={`${person.name} is disabled.`}
          work={() => read(api.POST('/internal/settings/people/{operatorId}/disable', { params }))}
          onClose={() => setAsks(false)}
        >
          {person.name} is signed out and cannot sign in until let in again. {openChats(person.openChats)}
        </ConfirmDialog>
      )}
    </>
  );
}

function openChats(count: number): string {
  if (count === 0) return 'No open chat is assigned to this person.';
  const chats = count === 1 ? '1 open chat stays' : `${count} open chats stay`;
  return `${chats} assigned as they are: give them to somebody else in the inbox.`;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((entry) => b.includes(entry));
}
