import { Button, Menu, ScrollArea, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconRobot, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ConversationRow } from '../api/types.ts';
import { useSession } from '../session/session.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { directoryQuery } from './inbox-queries.ts';
import type { ConversationActions } from './use-conversation-actions.ts';

/** Who has the conversation: a person, nobody or a chatbot, and which teams see it. */
export function AssignMenu({ conversation, actions }: { conversation: ConversationRow; actions: ConversationActions }) {
  const directory = useQuery(directoryQuery);
  const { operator } = useSession();
  const { assignee, teams } = conversation;
  const teamIds = teams.map(({ id }) => id);
  const people = directory.data?.operators ?? [];
  // A chatbot may only speak while the window is open.
  const bots = conversation.isWindowOpen ? (directory.data?.chatbots ?? []) : [];
  const others = people.filter(({ id }) => id !== operator.id);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <Tooltip label="Assign (A)">
          <Button
            data-key="assign"
            size="xs"
            variant="default"
            leftSection={assignee ? <PersonAvatar person={assignee} size={18} /> : <IconUserPlus size={14} />}
            maw={150}
            className="slim-button"
          >
            {assignee && <VisuallyHidden>Assigned to </VisuallyHidden>}
            <span className="clip">{assignee?.name ?? 'Assign'}</span>
          </Button>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <ScrollArea.Autosize mah={360}>
          <Menu.Item
            onClick={() => void actions.assign(operator.id)}
            rightSection={markIf(assignee?.id === operator.id)}
          >
            Me
          </Menu.Item>
          <Menu.Item onClick={() => void actions.assign(null)} rightSection={markIf(assignee === null)}>
            Nobody
          </Menu.Item>
          {others.map((person) => (
            <Menu.Item
              key={person.id}
              onClick={() => void actions.assign(person.id)}
              rightSection={markIf(assignee?.id === person.id)}
            >
              {person.name}
            </Menu.Item>
          ))}
          {bots.length > 0 && <Menu.Label c="var(--quiet)">Hand to a chatbot</Menu.Label>}
          {bots.map(({ id, name }) => (
            <Menu.Item key={id} leftSection={<IconRobot size={14} />} onClick={() => void actions.startChatbot(id)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Label c="var(--quiet)">Teams</Menu.Label>
          {(directory.data?.teams ?? []).map((team) => (
            <Menu.Item
              key={team.id}
              onClick={() => void actions.assignTeams(toggled(teamIds, team.id))}
              rightSection={markIf(teamIds.includes(team.id))}
            >
              {team.name}
            </Menu.Item>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  );
}

function markIf(isChosen: boolean) {
  return isChosen ? <IconCheck size={14} aria-label="chosen" /> : undefined;
}

function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((known) => known !== id) : [...ids, id];
}
