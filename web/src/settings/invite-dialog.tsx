import { Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { FormEnd } from './form-end.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { RoleField, TeamField } from './role-field.tsx';
import { useChange } from './use-change.ts';

/** Whom to invite, with which roles; then the link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const change = useChange();
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<string[]>(['operator']);
  const [teamIds, setTeamIds] = useState<string[]>([]);
  const [link, setLink] = useState<string | undefined>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    await change.run(async () => {
      const body = { email: email.trim(), name, roles, teamIds };
      setLink((await read(api.POST('/internal/settings/invitations', { body }))).link);
    });
  };
  if (link !== undefined) return <LinkDialog email={email.trim()} link={link} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="Invite somebody">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="E-mail"
            type="email"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <TextInput
            label="Name"
            description="May be left empty: the person says it."
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <RoleField value={roles} onChange={setRoles} />
          <TeamField value={teamIds} onChange={setTeamIds} />
        </Stack>
        <FormEnd change={change} action="Make the link" isReady={email.trim() !== '' && roles.length > 0} />
      </form>
    </Modal>
  );
}
