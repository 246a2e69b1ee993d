import { Anchor, Button, Card, Center, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { Refusal } from '../ui/refusal.tsx';
import { words } from '../ui/words.ts';
import { signIn } from './session.ts';
import { readSignInSearch } from './way-back.ts';

export function SignInPage() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { to } = readSignInSearch(useSearch({ strict: false }));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tenantId, setTenantId] = useState('');
  const facts = useQuery({ queryKey: ['sign-in'], queryFn: () => read(api.GET('/internal/sign-in')) });
  const entering = useMutation({
    mutationFn: (input: { email: string; password: string; tenantId?: string }) => signIn(queryClient, input),
    onSuccess: () => navigate({ href: to ?? '/inbox' }),
  });
  const { error } = entering;
  const asksWorkspace = error instanceof ApiError && error.reason === 'session.workspace_ambiguous';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate({ email, password, ...(tenantId ? { tenantId } : {}) });
  };
  return (
    <Center component="main" mih="100dvh" p="md" bg="var(--soft)" style={{ overflowY: 'auto' }}>
      <Card w="100%" maw={400} p="xl" withBorder shadow="sm">
        <form onSubmit={submit}>
          <Stack>
            <Title order={1} size="h3">
              {words.signIn.title}
            </Title>
            <Refusal error={error ? messageOf(error) : undefined} mt={0} />
            <TextInput
              label={words.signIn.email}
              type="email"
              autoComplete="username"
              required
              withAsterisk={false}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <PasswordInput
              label={words.signIn.password}
              autoComplete="current-password"
              required
              withAsterisk={false}
              visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {asksWorkspace && (
              <TextInput
                label={words.signIn.workspace}
                required
                value={tenantId}
                onChange={(event) => setTenantId(event.currentTarget.value)}
              />
            )}
            <Button type="submit" loading={entering.isPending}>
              {words.signIn.submit}
            </Button>
          </Stack>
        </form>
        {facts.data?.demo && <DemoPeople demo={facts.data.demo} enter={entering.mutate} />}
      </Card>
    </Center>
  );
}

interface DemoFacts {
  readonly password: string;
  readonly people: readonly { readonly email: string; readonly name: string; readonly role: string }[];
}

function DemoPeople({ demo, enter }: { demo: DemoFacts; enter: (input: { email: string; password: string }) => void }) {
  return (
    <Stack gap={4} mt="lg">
      <Text size="sm">{words.signIn.demo}</Text>
      {demo.people.map(({ email, name, role }) => (
        <Text key={email} size="sm">
          <Anchor
            component="button"
            type="button"
            underline="always"
            c="var(--link)"
            onClick={() => enter({ email, password: demo.password })}
          >
            {name}
          </Anchor>{' '}
          <Text span c="var(--quiet)">
            {role}, {email}
          </Text>
        </Text>
      ))}
      <Text size="sm" c="var(--quiet)">
        Password: <code>{demo.password}</code>
      </Text>
    </Stack>
  );
}
