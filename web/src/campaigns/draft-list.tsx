import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useTime } from '../ui/use-time.ts';
import { type Draft, draftsQuery } from './campaign-queries.ts';
import { DeleteDialog } from './delete-dialog.tsx';

const shown = 5;

/** Campaigns that are being made, by whomever. Nothing where there are none. */
export function DraftList() {
  const drafts = useQuery(draftsQuery);
  const queryClient = useQueryClient();
  const time = useTime();
  const [showsAll, setShowsAll] = useState(false);
  const [leaving, setLeaving] = useState<Draft | undefined>();
  const rows = drafts.data ?? [];
  if (rows.length === 0) return null;
  const remove = async ({ id: draftId }: Draft): Promise<void> => {
    await read(api.DELETE('/internal/campaigns/drafts/{draftId}', { params: { path: { draftId } } })).catch(complain);
    setLeaving(undefined);
    await queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
  };
  return (
    <section aria-label="Drafts" className="campaign-drafts">
      <Title order={2} size="h5">
        Drafts
      </Title>
      {rows.slice(0, showsAll ? rows.length : shown).map((draft) => (
        <Group key={draft.id} justify="space-between" wrap="nowrap" gap="xs">
          <Link to="/campaigns/new" search={{ draft: draft.id }} className="campaign-link clip">
            {draft.name || 'Without a name'}
          </Link>
          <Group gap="xs" wrap="nowrap">
            <Text size="xs" c="var(--quiet)" style={{ whiteSpace: 'nowrap' }}>
              {time.full(draft.updatedAt)}
            </Text>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Delete the draft ${draft.name || 'without a name'}`}
              onClick={() => setLeaving(draft)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        </Group>
      ))}
      {rows.length > shown && !showsAll && (
        <button type="button" className="campaign-more" onClick={() => setShowsAll(true)}>
          Show all {rows.length}
        </button>
      )}
      {leaving && (
        <DeleteDialog
          name={leaving.name || 'without a name'}
          onClose={() => setLeaving(undefined)}
          onDelete={() => remove(leaving)}
        />
      )}
    </section>
  );
}
