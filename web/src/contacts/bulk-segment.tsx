import { Select, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import type { BulkProps } from './bulk-bar.tsx';
import { segmentsQuery } from './contact-queries.ts';
import { FormDialog } from './form-dialog.tsx';
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
  const { error, isRunning, run } = useWrite();
  const make = () =>
    run(async () => {
      const body = { name: name.trim(), kind: 'static' as const, people };
      const segment = await read(api.POST('/internal/contacts/segments', { body }));
      await queryClient.invalidateQueries({ queryKey: segmentsQuery.queryKey });
      onClose();
      onDone();
      if (forCampaign) router.history.push(`/campaigns/new?segment=${segment.id}`);
      else notifications.show({ message: `The segment ${segment.name} holds ${whom} now.` });
    });
  const submit = () => (segmentId === newSegment ? make() : edit.start({ people, kind: 'addToSegment', segmentId }));
  const known = (segments.data ?? []).filter(({ kind }) => kind === 'static');
  return (
    <FormDialog
      title={forCampaign ? `A campaign to ${whom}` : `Add ${whom} to a segment`}
      error={error ?? edit.error}
      isRunning={isRunning || edit.isRunning}
      action={forCampaign ? 'Make the segment and go on' : 'Add them'}
      isReady={segmentId !== newSegment || name.trim() !== ''}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
