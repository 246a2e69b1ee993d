import { ActionIcon, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import type { QuickReply } from '../api/types.ts';
import { useWrite } from '../api/use-write.ts';
import { RemoveButton } from '../ui/remove-button.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { SectionHead } from './section-head.tsx';

const allQuery = queryOptions({
  queryKey: ['inbox', 'quick-replies', 'all'],
  queryFn: () => read(api.GET('/internal/inbox/quick-replies')),
});

/** The answers a team gives often, each under a word to type after a slash. */
export function QuickReplySettings() {
  const replies = useQuery(allQuery);
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['inbox', 'quick-replies'] });
  const [changedId, setChangedId] = useState<string | undefined>();
  const [asked, setAsked] = useState<{ id: string; shortcut: string } | undefined>();
  return (
    <section>
      <SectionHead
        title="Quick replies"
        hint="Texts under a word to type after a slash. {{name}} and the like are filled in."
      />
      {replies.isPending && <RowsSkeleton rows={2} />}
      {replies.isError && <ErrorState error={replies.error} onRetry={() => void replies.refetch()} />}
      <Stack gap="xs">
        {replies.data?.quickReplies.length === 0 && <Text size="sm">None yet. The first one is made below.</Text>}
        {replies.data?.quickReplies.map((reply) => (
          <div key={reply.id}>
            {reply.id === changedId ? (
              <ReplyForm
                reply={reply}
                onBack={() => setChangedId(undefined)}
                onDone={async () => {
                  await refresh();
                  setChangedId(undefined);
                }}
              />
            ) : (
              <Group justify="space-between" wrap="nowrap">
                <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
                  <strong>/{reply.shortcut}</strong> {reply.text}
                </Text>
                <Group gap={4} wrap="nowrap">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Change /${reply.shortcut}`}
                    onClick={() => setChangedId(reply.id)}
                  >
                    <IconPencil size={16} aria-hidden />
                  </ActionIcon>
                  <RemoveButton label={`Delete /${reply.shortcut}`} onClick={() => setAsked(reply)} />
                </Group>
              </Group>
            )}
          </div>
        ))}
        <ReplyForm onDone={refresh} />
      </Stack>
      {asked && (
        <ConfirmDialog
          title={`Delete the quick reply /${asked.shortcut}?`}
          action="Delete"
          done={`/${asked.shortcut} is deleted.`}
          work={async () => {
            const params = { path: { quickReplyId: asked.id } };
            await read(api.DELETE('/internal/inbox/quick-replies/{quickReplyId}', { params }));
            await refresh();
          }}
          onClose={() => setAsked(undefined)}
        >
          Nobody can insert it any more.
        </ConfirmDialog>
      )}
    </section>
  );
}

interface FormProps {
  /** The one that is changed; absent for a new one. */
  readonly reply?: QuickReply;
  readonly onBack?: () => void;
  readonly onDone: () => Promise<unknown>;
}

function ReplyForm({ reply, onBack, onDone }: FormProps) {
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '');
  const [text, setText] = useState(reply?.text ?? '');
  const { error, isRunning, run } = useWrite();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      const body = { shortcut: shortcut.trim(), text, ...(reply?.media ? { mediaId: reply.media.id } : {}) };
      if (reply) {
        const params = { path: { quickReplyId: reply.id } };
        await read(api.PUT('/internal/inbox/quick-replies/{quickReplyId}', { params, body }));
      } else {
        await read(api.POST('/internal/inbox/quick-replies', { body }));
        setShortcut('');
        setText('');
      }
      await onDone();
    });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs">
        <TextInput
          w={150}
          aria-label="Word after the slash"
          placeholder="word"
          value={shortcut}
          onChange={(event) => setShortcut(event.currentTarget.value)}
        />
        <Textarea
          style={{ flex: '1 1 240px' }}
          autoFocus={reply !== undefined}
          autosize
          aria-label="Text"
          placeholder="Hello {{name}}, thank you for writing."
          maxLength={4096}
          value={text}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {onBack && (
          <Button variant="default" onClick={onBack}>
            Back
          </Button>
        )}
        <Button type="submit" loading={isRunning} disabled={!shortcut.trim() || !(text.trim() || reply?.media)}>
          {reply ? 'Save' : 'Add'}
        </Button>
      </Group>
    </form>
  );
}
