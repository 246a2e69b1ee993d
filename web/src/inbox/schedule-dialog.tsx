import { Button, Group, Modal, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { newId } from '../api/new-id.ts';
import { useWrite } from '../api/use-write.ts';
import { useSession } from '../session/session.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { momentOf, shownAt } from '../ui/zoned.ts';
import { headQuery } from './inbox-queries.ts';

interface Props {
  readonly conversationId: string;
  /** When the window closes, unless the customer writes again. */
  readonly windowClosesAt: string | null;
  readonly text: string;
  readonly onClose: () => void;
  readonly onScheduled: () => void;
}

/** Says something later, by the clock of the workspace; the window is looked at again when the time has come. */
export function ScheduleDialog({ conversationId, windowClosesAt, text, onClose, onScheduled }: Props) {
  const nowMs = useNow();
  const time = useTime();
  const { timeZone } = useSession().tenant;
  const queryClient = useQueryClient();
  const [said, setSaid] = useState(text);
  const [at, setAt] = useState(() => shownAt(nowMs + 3_600_000, timeZone));
  const [missing, setMissing] = useState<string | undefined>();
  const { error, isRunning, run } = useWrite();
  const moment = momentOf(at, timeZone);
  const isTooLate = windowClosesAt !== null && moment > Date.parse(windowClosesAt);
  const save = async (): Promise<void> => {
    if (Number.isNaN(moment)) return setMissing('Choose a day and a time.');
    setMissing(undefined);
    const isSaved = await run(async () => {
      await read(
        api.POST('/internal/inbox/conversations/{conversationId}/scheduled-messages', {
          params: { path: { conversationId } },
          body: {
            clientId: newId(),
            sendAt: new Date(moment).toISOString(),
            content: { kind: 'text', text: said.trim() },
          },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: headQuery(conversationId).queryKey });
    });
    if (!isSaved) return;
    onScheduled();
    onClose();
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
        description={`By the clock of the workspace (${timeZone}).`}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      {isTooLate && (
        <Text size="sm" c="var(--warn)" mt="xs">
          The window closes {time.full(windowClosesAt)}. Unless the customer writes again before, this cannot be sent
          then.
        </Text>
      )}
      <FaultLine error={missing ?? error} mt="xs" />
      <Group justify="flex-end" mt="md">
        <Button loading={isRunning} disabled={!said.trim()} onClick={() => void save()}>
          Send later
        </Button>
      </Group>
    </Modal>
  );
}
