import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import type { BulkProps } from './bulk-bar.tsx';
import { segmentsQuery } from './contact-queries.ts';
import { useStartEdit } from './use-start-edit.ts';

const newSegment = 'new';

/** Puts contacts into a static segment, an old or a new one; for a campaign, into a new one that the campaign then uses. */
export function BulkSegment({
  people,
  whom,
  onClose,
  onDone,
  forCampaign = false,
}: BulkProps & { forCampaign?: boolean }) {
  const queryClient = useQueryClient();
  const router = useRouter();
  const segments = useQuery(segmentsQuery);
  const edit = useStartEdit();
  const [segmentId, setSegmentId] = useState<string>(newSegment);
  const [name, setName] = useState('');
  const [error, setError] = useState<string | undefined>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (segmentId !== newSegment) return edit.start({ people, kind: 'addToSegment', segmentId });
    try {
      const body = { name: name.trim(), kind: 'static' as const, people };
      const segment = await read(api.POST('/internal/contacts/segments', { body }));
      await queryClient.invalidateQueries({ queryKey: segmentsQuery.queryKey });
      onClose();
      onDone();
      if (forCampaign) router.history.push(`/campaigns/new?segment=${segment.id}`);
      else notifications.show({ message: `The segment ${segment.name} holds ${whom} now.` });
    } catch (cause) {
      setError(messageOf(cause));
    }
  };
  const known = (segments.data ?? []).filter(({ kind }) => kind === 'static');
  return (
    <Modal
      opened
      onClose={onClose}
      title={forCampaign ? `A campaign to ${whom}` : `Add ${whom} to a segment`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          {(error ?? edit.error) && (
            <Alert color="red" role="alert">
              {error ?? edit.error}
            </Alert>
          )}
          {forCampaign ? (
            <Text size="sm">They become a segment first, so that the campaign can say later whom it went to.</Text>
          ) : (
            <Select
              label="Segment"
              allowDeselect={false}
              data={[
                { value: newSegment, label: 'A new segment' },
                ...known.map((segment) => ({ value: segment.id, label: segment.name })),
              ]}
              value={segmentId}
              onChange={(value) => setSegmentId(value ?? newSegment)}
            />
          )}
          {segmentId === newSegment && (
            <TextInput
              label="Name of the segment"
              required
              data-autofocus
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={segmentId === newSegment && name.trim() === ''}>
              {forCampaign ? 'Make the segment and go on' : 'Add them'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
