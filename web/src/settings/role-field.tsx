import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.ts';
import { roleName } from './role-words.ts';
import { rolesQuery, teamsQuery } from './settings-queries.ts';

interface Props {
  readonly value: string[];
  readonly onChange: (value: string[]) => void;
}

/** Roles to give: those that allow more than one may do oneself cannot be chosen. */
export function RoleField({ value, onChange }: Props) {
  const { permissions } = useSession();
  const roles = useQuery(rolesQuery);
  const data = (roles.data?.items ?? []).map((role) => ({
    value: role.id,
    label: roleName(role.id, roles.data?.items),
    disabled: !role.permissions.every((permission) => permissions.includes(permission)),
  }));
  return (
    <MultiSelect
      label="Roles"
      description="What they allow adds up."
      searchable
      data={data}
      value={roles.data ? value : []}
      onChange={onChange}
      comboboxProps={{ withinPortal: true }}
    />
  );
}

export function TeamField({ value, onChange }: Props) {
  const teams = useQuery(teamsQuery);
  const data = (teams.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  if (data.length === 0) return null;
  return <MultiSelect label="Teams" searchable data={data} value={value} onChange={onChange} />;
}
