import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { roleName } from './role-words.ts';
import { type Invitation, invitationsQuery, rolesQuery } from './settings-queries.ts';
import { useChange } from './use-change.ts';

/** Invitations that nobody has accepted yet. */
export function InvitationList() {
  const invitations = useQuery(invitationsQuery);
  const roles = useQuery(rolesQuery);
  const time = useTime();
  const change = useChange();
  const [link, setLink] = useState<{ email: string; link: string } | undefined>();
  const [withdrawn, setWithdrawn] = useState<Invitation | undefined>();
  const renew = ({ id: invitationId, email }: Invitation): Promise<boolean> =>
    change.run(async () => {
      const params = { path: { invitationId } };
      const made = await read(api.POST('/internal/settings/invitations/{invitationId}/renew', { params }));
      setLink({ email, link: made.link });
    });
  if (invitations.isError) return <ErrorState error={invitations.error} onRetry={() => void invitations.refetch()} />;
  if (!invitations.data || invitations.data.items.length === 0) return null;
  return (
    <section aria-label="Invitations">
      <Title order={2} size="h5" mt="xl" mb="xs">
        Invited
      </Title>
      <Refusal error={change.error} />
      <Stack gap="xs">
        {invitations.data.items.map((invitation) => (
          <Group key={invitation.id} justify="space-between" gap="xs">
            <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
              <Text size="sm" fw={600}>
                {invitation.email}
              </Text>
              <Text size="xs" c={invitation.isExpired ? 'var(--bad)' : 'var(--quiet)'}>
                {invitation.roles.map((role) => roleName(role, roles.data?.items)).join(', ')}, by{' '}
                {invitation.invitedBy}, {invitation.isExpired ? 'expired' : 'until'} {time.full(invitation.expiresAt)}
              </Text>
            </div>
            <Group gap="xs">
              <Button
                size="xs"
                variant="default"
                aria-label={`New link for ${invitation.email}`}
                onClick={() => void renew(invitation)}
              >
                New link
              </Button>
              <Button
                size="xs"
                variant="default"
                aria-label={`Withdraw the invitation of ${invitation.email}`}
                onClick={() => setWithdrawn(invitation)}
              >
                Withdraw
              </Button>
            </Group>
          </Group>
        ))}
      </Stack>
      {link && <LinkDialog {...link} onClose={() => setLink(undefined)} />}
      {withdrawn && (
        <ConfirmDialog
          title={`Withdraw the invitation of ${withdrawn.email}?`}
          action="Withdraw"
          done="The invitation is withdrawn."
          work={() =>
            read(
              api.DELETE('/internal/settings/invitations/{invitationId}', {
                params: { path: { invitationId: withdrawn.id } },
              }),
            )
          }
          onClose={() => setWithdrawn(undefined)}
        >
          The link that was sent opens nothing any more.
        </ConfirmDialog>
      )}
    </section>
  );
}
