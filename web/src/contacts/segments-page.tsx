import { ActionIcon, Anchor, Badge, Button, Group, Menu, Modal, Skeleton, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPencil, IconPlus, IconSpeakerphone, IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSession } from '../session/session.ts';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { countWords } from './contact-filters.tsx';
import { countQuery, refreshContacts, type Segment, segmentsQuery } from './contact-queries.ts';
import { ContactsHead } from './contacts-head.tsx';
import type { SegmentsSearch } from './contacts-search.ts';
import { SegmentForm } from './segment-form.tsx';

/** All segments with how many they hold now. */
export function SegmentsPage() {
  const { edit } = useSearch({ strict: false }) as SegmentsSearch;
  const navigate = useNavigate();
  const segments = useQuery(segmentsQuery);
  const { permissions } = useSession();
  const mayWrite = permissions.includes('contacts.write');
  const show = (id: string | undefined): void =>
    void navigate({ to: '/contacts/segments', search: id === undefined ? {} : { edit: id } });
  const edited = segments.data?.find(({ id }) => id === edit);
  return (
    <div className="contacts">
      <ContactsHead>
        {mayWrite && (
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => show('new')}>
            New segment
          </Button>
        )}
      </ContactsHead>
      <div className="contacts-body">
        <Stack gap="sm" maw={820} mx="auto">
          {segments.isPending && [1, 2, 3, 4].map((at) => <Skeleton key={at} height={66} />)}
          {segments.isError && <ErrorState error={segments.error} onRetry={() => void segments.refetch()} />}
          {segments.data?.length === 0 && (
            <EmptyState
              title="No segments yet"
              hint="A segment gathers contacts by conditions, or those you choose in the list. Campaigns go to segments."
            >
              {mayWrite && <Button onClick={() => show('new')}>New segment</Button>}
            </EmptyState>
          )}
          {segments.data?.map((segment) => (
            <SegmentCard key={segment.id} segment={segment} onEdit={mayWrite ? () => show(segment.id) : undefined} />
          ))}
        </Stack>
      </div>
      {mayWrite && (edit === 'new' || edited) && (
        <SegmentForm key={edit} segment={edited} onClose={() => show(undefined)} />
      )}
    </div>
  );
}

function SegmentCard({ segment, onEdit }: { segment: Segment; onEdit: (() => void) | undefined }) {
  const count = useQuery(countQuery({ segmentId: segment.id }));
  const router = useRouter();
  const { permissions } = useSession();
  const [isDeleting, setDeleting] = useState(false);
  return (
    <article className="contacts-card" aria-label={segment.name}>
      <Group justify="space-between" wrap="nowrap">
        <div style={{ minWidth: 0 }}>
          <Anchor
            component={Link}
            to={`/contacts?segment=${segment.id}`}
            fw={600}
            c="inherit"
            style={{ overflowWrap: 'anywhere' }}
          >
            {segment.name}
          </Anchor>
          <Group gap={6}>
            <Badge variant="default" size="sm" tt="none">
              {segment.kind === 'dynamic' ? 'by conditions' : 'chosen'}
            </Badge>
            <Text size="sm" role="status">
              {count.isPending ? 'counting' : countWords(count.data)}
            </Text>
          </Group>
          {segment.description && (
            <Text size="sm" c="var(--quiet)">
              {segment.description}
            </Text>
          )}
        </div>
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${segment.name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {permissions.includes('campaigns.send') && (
              <Menu.Item
                leftSection={<IconSpeakerphone size={16} />}
                onClick={() => router.history.push(`/campaigns/new?segment=${segment.id}`)}
              >
                Send a campaign to them
              </Menu.Item>
            )}
            <Menu.Item component={Link} to={`/contacts?segment=${segment.id}`}>
              Show the contacts
            </Menu.Item>
            {onEdit && (
              <>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
                  Edit
                </Menu.Item>
                <Menu.Item leftSection={<IconTrash size={16} />} c="var(--bad)" onClick={() => setDeleting(true)}>
                  Delete
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      {isDeleting && <DeleteSegment segment={segment} onClose={() => setDeleting(false)} />}
    </article>
  );
}

function DeleteSegment({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const queryClient = useQueryClient();
  const remove = async (): Promise<void> => {
    try {
      const params = { path: { segmentId: segment.id } };
      await read(api.DELETE('/internal/contacts/segments/{segmentId}', { params }));
      notifications.show({ message: `The segment ${segment.name} is deleted.` });
      onClose();
      await refreshContacts(queryClient);
    } catch (error) {
      complain(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={`Delete the segment ${segment.name}`}>
      <Text size="sm" mb="md">
        Its contacts stay. Campaigns that were sent to it keep their figures.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button color="red.9" data-autofocus onClick={() => void remove()}>
          Delete {segment.name}
        </Button>
      </Group>
    </Modal>
  );
}
