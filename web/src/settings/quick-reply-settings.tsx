import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
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
          <Group key={reply.id} justify="space-between" wrap="nowrap">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              <strong>/{reply.shortcut}</strong> {reply.text}
            </Text>
            <RemoveButton label={`Delete /${reply.shortcut}`} onClick={() => setAsked(reply)} />
          </Group>
        ))}
        <NewReply onMade={() => void refresh()} />
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

function NewReply({ onMade }: { onMade: () => void }) {
  const [shortcut, setShortcut] = useState('');
  const [text, setText] = useState('');
  const { error, run } = useWrite();
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      await read(api.POST('/internal/inbox/quick-replies', { body: { shortcut: shortcut.trim(), text } }));
      setShortcut('');
      setText('');
      onMade();
    });
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <TextInput
          w={150}
          aria-label="Word after the slash"
          placeholder="word"
          value={shortcut}
          onChange={(event) => setShortcut(event.currentTarget.value)}
        />
        <Textarea
          style={{ flex: 1 }}
          autosize
          aria-label="Text"
          placeholder="Hello {{name}}, thank you for writing."
          maxLength={4096}
          value={text}
          error={error}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!shortcut.trim() || !text.trim()}>
          Add
        </Button>
      </Group>
    </form>
  );
}
