import { Button, Divider, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { ErrorState } from '../ui/states.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type Team, type TeamUses, teamUsesQuery } from './settings-queries.ts';

/** Deleting a team, after saying what it has. */
export function TeamEnd({ team, onClose }: { team: Team; onClose: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const uses = useQuery({ ...teamUsesQuery(team.id), enabled: isAsking });
  const params = { path: { teamId: team.id } };
  const remove = () => read(api.DELETE('/internal/settings/teams/{teamId}', { params }));
  return (
    <>
      <Divider my="md" />
      <Group justify="space-between" gap="xs">
        <Text size="sm">{team.isDefault ? 'The default team cannot be deleted.' : 'Delete the team'}</Text>
        {!team.isDefault && (
          <Button variant="default" loading={isAsking && uses.isPending} onClick={() => setAsking(true)}>
            Delete
          </Button>
        )}
      </Group>
      {isAsking && uses.isError && <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />}
      {isAsking && uses.data && (
        <ConfirmDialog
          title={`Delete the team ${team.name}?`}
          action="Delete"
          done={`The team ${team.name} is deleted.`}
          work={() => remove().then(onClose)}
          onClose={() => setAsking(false)}
        >
          <Stack gap="xs">
            {sentencesOf(team, uses.data).map((sentence) => (
              <span key={sentence}>{sentence}</span>
            ))}
          </Stack>
        </ConfirmDialog>
      )}
    </>
  );
}

/** What goes with the team, and what has to be seen to. */
function sentencesOf(team: Team, { contacts, isMore, hasHours, views, chatbots }: TeamUses): string[] {
  const members = team.memberIds.length;
  const people = members === 1 ? 'Its member stays' : `Its ${members} members stay`;
  return [
    contacts === 0
      ? 'It has no contacts.'
      : `${isMore ? 'More than ' : ''}${contacts.toLocaleString()} ${contacts === 1 ? 'contact leaves' : 'contacts leave'} it with their chats, which stay with whom they are assigned to.`,
    ...(members > 0 ? [`${people} in the workspace.`] : []),
    ...(hasHours ? ['Its working hours are deleted.'] : []),
    ...(views.length > 0 ? [`Views that filter by it show nothing more: ${views.join(', ')}.`] : []),
    ...(chatbots.length > 0 ? [`Chatbots that give chats to it will fail there: ${chatbots.join(', ')}.`] : []),
    'This cannot be undone.',
  ];
}
