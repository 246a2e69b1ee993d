import { Button, Group, Modal, Switch, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import type { View } from '../api/types.ts';
import { useWrite } from '../api/use-write.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { type InboxSearch, toListQuery } from './inbox-search.ts';
import { savedViewsQuery } from './saved-views.ts';

interface Props {
  readonly kind: 'new' | 'change' | 'delete';
  /** The one that is changed or deleted. */
  readonly view: View | undefined;
  readonly search: InboxSearch;
  readonly onClose: () => void;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

const titles = { new: 'Save this view', change: 'Rename or share', delete: 'Delete the view' } as const;

export function ViewDialog(props: Props) {
  const { kind, view, onClose } = props;
  return (
    <Modal opened onClose={onClose} title={titles[kind]}>
      {kind === 'delete' && view ? <DeleteForm {...props} view={view} /> : <NameForm {...props} />}
    </Modal>
  );
}

function NameForm({ view, search, onClose, onSearch }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [isShared, setShared] = useState(view?.isShared ?? false);
  const { error, isRunning, run } = useWrite();
  const save = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    const body = { name: name.trim(), isShared, filter: view?.filter ?? toListQuery(search) };
    return run(async () => {
      const params = { path: { viewId: view?.id ?? '' } };
      const saved = await read(
        view
          ? api.PUT('/internal/inbox/views/{viewId}', { params, body })
          : api.POST('/internal/inbox/views', { body }),
      );
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
      onSearch({ saved: saved.id });
      onClose();
    });
  };
  return (
    <form onSubmit={save}>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={100}
        value={name}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Switch
        mt="md"
        label="Share it with the team"
        description="Everybody sees a shared view and may change it."
        checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" loading={isRunning} disabled={!name.trim()}>
          Save
        </Button>
      </Group>
    </form>
  );
}

function DeleteForm({ view, onClose, onSearch }: Props & { view: View }) {
  const queryClient = useQueryClient();
  const { error, isRunning, run } = useWrite();
  const remove = () =>
    run(async () => {
      await read(api.DELETE('/internal/inbox/views/{viewId}', { params: { path: { viewId: view.id } } }));
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
      onSearch({ saved: undefined });
      onClose();
    });
  return (
    <>
      <Text size="sm">
        Delete the view “{view.name}”{view.isShared ? ' for the whole team' : ''}? The conversations stay.
      </Text>
      <FaultLine error={error} mt="xs" />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button color="red.9" loading={isRunning} onClick={() => void remove()}>
          Delete “{view.name}”
        </Button>
      </Group>
    </>
  );
}
