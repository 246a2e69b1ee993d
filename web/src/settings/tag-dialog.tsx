import { Button, Divider, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FormEnd } from './form-end.tsx';
import type { Tag, TagColor } from './settings-queries.ts';
import { useChange } from './use-change.ts';

const colors: readonly TagColor[] = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'];

export function swatchOf(color: TagColor | null): string {
  return `var(--mantine-color-${color ?? 'gray'}-6)`;
}

export function chatsOf(count: number): string {
  if (count >= 10_000) return '10,000 chats or more';
  return count === 1 ? '1 chat' : `${count.toLocaleString()} chats`;
}

interface Props {
  readonly tag?: Tag;
  readonly others: readonly Tag[];
  readonly onClose: () => void;
}

/** Name and colour of a tag; merging it into another, deleting it. */
export function TagDialog({ tag, others, onClose }: Props) {
  const change = useChange();
  const [name, setName] = useState(tag?.name ?? '');
  const [color, setColor] = useState<string | null>(tag?.color ?? null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim(), color: color as TagColor | null };
    const work = () =>
      tag
        ? read(api.PATCH('/internal/settings/tags/{tagId}', { params: { path: { tagId: tag.id } }, body }))
        : read(api.POST('/internal/settings/tags', { body }));
    if (await change.run(work, `The tag ${body.name} is ${tag ? 'changed' : 'made'}.`)) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={tag ? `Tag ${tag.name}` : 'Make a tag'}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label="Name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Colour"
            placeholder="Grey"
            clearable
            data={colors.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
            value={color}
            onChange={setColor}
          />
        </Stack>
        <FormEnd change={change} action={tag ? 'Save' : 'Make the tag'} isReady={name.trim() !== ''} />
      </form>
      {tag && <TagEnd tag={tag} others={others.filter(({ id }) => id !== tag.id)} onClose={onClose} />}
    </Modal>
  );
}

function TagEnd({ tag, others, onClose }: { tag: Tag; others: readonly Tag[]; onClose: () => void }) {
  const [into, setInto] = useState<string | null>(null);
  const [asks, setAsks] = useState<'delete' | 'merge' | undefined>();
  const params = { path: { tagId: tag.id } };
  const remove = () => read(api.DELETE('/internal/settings/tags/{tagId}', { params }));
  const merge = (intoTagId: string) =>
    read(api.POST('/internal/settings/tags/{tagId}/merge', { params, body: { intoTagId } }));
  const target = others.find(({ id }) => id === into);
  return (
    <>
      <Divider my="md" />
      <Group align="flex-end" gap="xs">
        {others.length > 0 && (
          <>
            <Select
              style={{ flex: '1 1 160px' }}
              label="Merge into"
              placeholder="Another tag"
              searchable
              data={others.map(({ id, name }) => ({ value: id, label: name }))}
              value={into}
              onChange={setInto}
            />
            <Button variant="default" disabled={!target} onClick={() => setAsks('merge')}>
              Merge
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => setAsks('delete')}>
          Delete
        </Button>
      </Group>
      {asks === 'delete' && (
        <ConfirmDialog
          title={`Delete the tag ${tag.name}?`}
          action="Delete"
          done={`The tag ${tag.name} is deleted.`}
          work={() => remove().then(onClose)}
          onClose={() => setAsks(undefined)}
        >
          It is taken off {chatsOf(tag.chats)}. This cannot be undone.
        </ConfirmDialog>
      )}
      {asks === 'merge' && target && (
        <ConfirmDialog
          title={`Merge ${tag.name} into ${target.name}?`}
          action="Merge"
          done={`${tag.name} is merged into ${target.name}.`}
          work={() => merge(target.id).then(onClose)}
          onClose={() => setAsks(undefined)}
        >
          {chatsOf(tag.chats)} will bear {target.name} instead. This cannot be undone.
        </ConfirmDialog>
      )}
    </>
  );
}
