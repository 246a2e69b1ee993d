import { Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { PlainBadge } from './plain-badge.tsx';
import { RoleDialog } from './role-dialog.tsx';
import { permissionName, roleName } from './role-words.ts';
import { SectionHead } from './section-head.tsx';
import { rolesQuery } from './settings-queries.ts';
import { useOpened } from './use-opened.ts';

/** What people may do: the roles every workspace has, and one's own. */
export function RoleSettings() {
  const roles = useQuery(rolesQuery);
  const [open, setOpen] = useOpened();
  const chosen = roles.data?.items.find(({ id }) => id === open);
  return (
    <>
      <SectionHead title="Roles" hint="A person may have several; what they allow adds up.">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
          Make a role
        </Button>
      </SectionHead>
      {roles.isPending && <RowsSkeleton rows={6} />}
      {roles.isError && <ErrorState error={roles.error} onRetry={() => void roles.refetch()} />}
      <Stack gap="md">
        {roles.data?.items.map((role) => (
          <UnstyledButton key={role.id} onClick={() => setOpen(role.id)}>
            <Group gap="xs">
              <Text fw={600} size="sm">
                {roleName(role.id, roles.data.items)}
              </Text>
              {!role.isBuiltIn && <PlainBadge color="accent">Own</PlainBadge>}
              <Text size="xs" c="var(--quiet)">
                {role.people === 1 ? '1 person' : `${role.people} people`}
              </Text>
            </Group>
            <Text size="xs" c="var(--quiet)">
              {role.permissions.length === roles.data.permissions.length
                ? 'Everything'
                : role.permissions.map(permissionName).join(', ')}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
      {open === 'new' && <RoleDialog onClose={() => setOpen(undefined)} />}
      {chosen && <RoleDialog key={chosen.id} role={chosen} onClose={() => setOpen(undefined)} />}
    </>
  );
}
