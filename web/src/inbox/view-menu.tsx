import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBookmark, IconBookmarkFilled } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { api, read } from '../api/client.ts';
import { type InboxSearch, toListQuery } from './inbox-search.ts';
import { isChanged, savedViewsQuery, toSearch } from './saved-views.ts';
import { complain } from './use-conversation-actions.ts';

const ViewDialog = lazy(() => import('./view-dialog.tsx').then(({ ViewDialog: dialog }) => ({ default: dialog })));

interface Props {
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

/** Keeps the filters that are set under a name, for oneself or the team. */
export function ViewMenu({ search, onSearch }: Props) {
  const views = useQuery(savedViewsQuery);
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<'new' | 'change' | 'delete' | undefined>();
  const chosen = views.data?.find(({ id }) => id === search.saved);
  const keep = async (): Promise<void> => {
    if (!chosen) return;
    const { id: viewId, name, isShared } = chosen;
    const body = { name, isShared, filter: toListQuery(search) };
    try {
      await read(api.PUT('/internal/inbox/views/{viewId}', { params: { path: { viewId } }, body }));
      await queryClient.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
      notifications.show({ message: `“${name}” now shows what you see.` });
    } catch (error) {
      complain(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={chosen ? `Saved view ${chosen.name}` : 'Save this view'}>
            {chosen ? <IconBookmarkFilled size={18} /> : <IconBookmark size={18} />}
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('new')}>Save what is shown as a view</Menu.Item>
          {chosen && (
            <>
              <Menu.Divider />
              <Menu.Label c="var(--quiet)">{chosen.name}</Menu.Label>
              {isChanged(chosen, search) && (
                <>
                  <Menu.Item onClick={() => void keep()}>Keep the changed filters</Menu.Item>
                  <Menu.Item onClick={() => onSearch(toSearch(chosen))}>Back to its own filters</Menu.Item>
                </>
              )}
              <Menu.Item onClick={() => setDialog('change')}>Rename or share</Menu.Item>
              <Menu.Item color="var(--bad)" onClick={() => setDialog('delete')}>
                Delete this view
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {dialog && (
        <Suspense>
          <ViewDialog
            kind={dialog}
            view={dialog === 'new' ? undefined : chosen}
            search={search}
            onClose={() => setDialog(undefined)}
            onSearch={onSearch}
          />
        </Suspense>
      )}
    </>
  );
}
