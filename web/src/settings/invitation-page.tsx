import { Button, Card, Center, Loader, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { Refusal } from '../ui/refusal.tsx';
import { EmptyState } from '../ui/states.tsx';

/** Where the link of an invitation leads: a name, a password, and one is in. */
export function InvitationPage() {
  const { token = '' } = useSearch({ strict: false });
  const invitation = useQuery({
    queryKey: ['invitation', token],
    retry: false,
    queryFn: () => read(api.GET('/internal/settings/invitation', { params: { query: { token } } })),
  });
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--soft)" style={{ overflowY: 'auto' }}>
      <Card w="100%" maw={420} p="xl" withBorder shadow="sm">
        {invitation.isPending && <Loader role="status" aria-label="Loading" />}
        {invitation.isError && (
          <EmptyState title="This link does not open" hint={messageOf(invitation.error)}>
            <Text size="sm" ta="center">
              Ask whoever invited you for a new link.
            </Text>
          </EmptyState>
        )}
        {invitation.data && <Acceptance token={token} facts={invitation.data} />}
      </Card>
    </Center>
  );
}

interface Facts {
  readonly workspace: string;
  readonly email: string;
  readonly name: string | null;
  readonly invitedBy: string;
}

function Acceptance({ token, facts }: { token: string; facts: Facts }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(facts.name ?? '');
  const [password, setPassword] = useState('');
  const { isRunning, error, run } = useWrite();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      await read(api.POST('/internal/settings/invitation', { body: { token, name: name.trim(), password } }));
      queryClient.clear();
      await navigate({ to: '/inbox' });
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <div>
          <Title order={1} size="h3">
            Join {facts.workspace}
          </Title>
          <Text size="sm" c="var(--quiet)">
            {facts.invitedBy} invited {facts.email}.
          </Text>
        </div>
        <TextInput
          label="Your name"
          autoComplete="name"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description="At least 10 characters."
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Refusal error={error} />
        <Button type="submit" loading={isRunning} disabled={!name.trim() || password.length < 10}>
          Join
        </Button>
      </Stack>
    </form>
  );
}
