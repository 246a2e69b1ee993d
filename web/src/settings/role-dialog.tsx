import { Button, Checkbox, Group, Modal, SimpleGrid, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { permissionName, roleName } from './role-words.ts';
import { type Role, rolesQuery } from './settings-queries.ts';
import { useChange } from './use-change.ts';

/** A role: its name and what it allows. Those that every workspace has are only shown. */
export function RoleDialog({ role, onClose }: { role?: Role; onClose: () => void }) {
  const session = useSession();
  const roles = useQuery(rolesQuery);
  const change = useChange();
  const [name, setName] = useState(role ? roleName(role.id, [role]) : '');
  const [allowed, setAllowed] = useState<string[]>(role?.permissions ?? []);
  const [asks, setAsks] = useState(false);
  const isFixed =
    role?.isBuiltIn === true || !(role?.permissions ?? []).every((one) => session.permissions.includes(one));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim(), permissions: allowed };
    const work = () =>
      role
        ? read(api.PUT('/internal/settings/roles/{roleId}', { params: { path: { roleId: role.id } }, body }))
        : read(api.POST('/internal/settings/roles', { body }));
    if (await change.run(work, `The role ${body.name} is ${role ? 'changed' : 'made'}.`)) onClose();
  };
  return (
    <Modal opened onClose={onClose} size="lg" title={role ? `Role ${roleName(role.id, [role])}` : 'Make a role'}>
      <form onSubmit={submit}>
        <TextInput
          label="Name"
          maxLength={60}
          readOnly={isFixed}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group mt="md" label="It allows to" value={allowed} onChange={isFixed ? () => undefined : setAllowed}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
            {roles.data?.permissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={permissionName(permission)}
                disabled={isFixed || !session.permissions.includes(permission)}
              />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Refusal error={change.error} />
        {!isFixed && (
          <Group justify="space-between" mt="md">
            {role ? (
              <Button variant="default" onClick={() => setAsks(true)}>
                Delete
              </Button>
            ) : (
              <span />
            )}
            <Button type="submit" loading={change.isRunning} disabled={!name.trim() || allowed.length === 0}>
              {role ? 'Save' : 'Make the role'}
            </Button>
          </Group>
        )}
      </form>
      {asks && role && (
        <ConfirmDialog
          title={`Delete the role ${role.name}?`}
          action="Delete"
          done={`The role ${role.name} is deleted.`}
          work={() =>
            read(api.DELETE('/internal/settings/roles/{roleId}', { params: { path: { roleId: role.id } } })).then(
              onClose,
            )
          }
          onClose={() => setAsks(false)}
        >
          {role.people > 0
            ? `${role.people} have it: give them another role first.`
            : 'Nobody has it, so nobody loses anything.'}
        </ConfirmDialog>
      )}
    </Modal>
  );
}
