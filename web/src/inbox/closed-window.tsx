import { Button, Group, Text } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConversationRow } from '../api/types.ts';
import { useTime } from '../ui/use-time.ts';
import { words } from '../ui/words.ts';
import { TemplatePicker } from './dialogs.ts';
import type { ConversationActions } from './use-conversation-actions.ts';

/** Says why only a template will do, and offers them. */
export function ClosedWindow({
  conversation,
  actions,
}: {
  conversation: ConversationRow;
  actions: ConversationActions;
}) {
  const [isPicking, setPicking] = useState(false);
  const time = useTime();
  const { windowClosesAt } = conversation;
  return (
    <Group justify="space-between" wrap="nowrap" align="center">
      <Text size="sm">
        {windowClosesAt ? words.window.closedSince(time.full(windowClosesAt)) : words.window.closedNever}
      </Text>
      <Button data-key="reply" leftSection={<IconTemplate size={16} />} onClick={() => setPicking(true)} flex="none">
        {words.composer.template}
      </Button>
      {isPicking && (
        <TemplatePicker
          contactName={conversation.contact.name}
          onClose={() => setPicking(false)}
          onSend={(template) => actions.send({ kind: 'template', template })}
        />
      )}
    </Group>
  );
}
