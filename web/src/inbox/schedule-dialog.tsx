import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { newId } from '../api/new-id.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { useNow } from '../ui/use-now.ts';
import { headQuery } from './inbox-queries.ts';

interface Props {
  readonly conversationId: string;
  readonly text: string;
  readonly onClose: () => void;
  readonly onScheduled: () => void;
}

/** Says something later. Times are those of this computer; the window is looked at again when the time has come. */
export function ScheduleDialog({ conversationId, text, onClose, onScheduled }: Props) {
  const nowMs = useNow();
  const queryClient = useQueryClient();
  const [said, setSaid] = useState(text);
  const [at, setAt] = useState(() => toLocal(nowMs + 3_600_000));
  const [error, setError] = useState<string | undefined>();
  const save = async (): Promise<void> => {
    const sendAt = new Date(at);
    if (Number.isNaN(sendAt.getTime())) return setError('Choose a day and a time.');
    try {
      await read(
        api.POST('/internal/inbox/conversations/{conversationId}/scheduled-messages', {
          params: { path: { conversationId } },
          body: { clientId: newId(), sendAt: sendAt.toISOString(), content: { kind: 'text', text: said.trim() } },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: headQuery(conversationId).queryKey });
      onScheduled();
      onClose();
    } catch (cause) {
      setError(messageOf(cause));
    }
  };
  return (
    <Modal opened onClose={onClose} title="Send later">
      <Textarea
        label="Message"
        autosize
        minRows={2}
        maxLength={4096}
        value={said}
        onChange={(event) => setSaid(event.currentTarget.value)}
      />
      <TextInput
        mt="sm"
        type="datetime-local"
        label="When"
        description="By the clock of this computer."
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <FaultLine error={error} mt="xs" />
      <Group justify="flex-end" mt="md">
        <Button disabled={!said.trim()} onClick={() => void save()}>
          Send later
        </Button>
      </Group>
    </Modal>
  );
}

function toLocal(ms: number): string {
  const at = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return at.toISOString().slice(0, 16);
}
