import { SegmentedControl, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { blankCondition, ConditionBuilder, completeGroups } from './condition-builder.tsx';
import { countWords } from './contact-filters.tsx';
import { countQuery, facetsQuery, refreshContacts, type Segment } from './contact-queries.ts';
import type { Groups } from './contacts-search.ts';
import { FormDialog } from './form-dialog.tsx';

/** A segment by conditions, with how many pass them while one builds; of a chosen one, name and description. */
export function SegmentForm({ segment, onClose }: { segment: Segment | undefined; onClose: () => void }) {
  const queryClient = useQueryClient();
  const facets = useQuery(facetsQuery);
  const [name, setName] = useState(segment?.name ?? '');
  const [description, setDescription] = useState(segment?.description ?? '');
  const [kind, setKind] = useState<Segment['kind']>(segment?.kind ?? 'dynamic');
  const [groups, setGroups] = useState<Groups>(segment?.groups ?? [[blankCondition]]);
  const { error, isRunning, run } = useWrite();
  const complete = completeGroups(groups);
  const [counted] = useDebouncedValue(complete, 300);
  const hasConditions = segment === undefined || segment.kind === 'dynamic';
  const count = useQuery({
    ...countQuery({ groups: counted }),
    enabled: hasConditions && counted.length > 0,
    placeholderData: keepPreviousData,
  });
  const save = () =>
    run(async () => {
      const shared = {
        name: name.trim(),
        description: description.trim(),
        ...(hasConditions ? { groups: complete } : {}),
      };
      if (segment) {
        const params = { path: { segmentId: segment.id } };
        await read(api.PATCH('/internal/contacts/segments/{segmentId}', { params, body: shared }));
      } else await read(api.POST('/internal/contacts/segments', { body: { ...shared, kind } }));
      onClose();
      await refreshContacts(queryClient);
    });
  return (
    <FormDialog
      title={segment ? `Edit ${segment.name}` : 'New segment'}
      size={560}
      error={error}
      isRunning={isRunning}
      action={segment ? 'Save' : 'Make the segment'}
      isReady={name.trim() !== '' && (!hasConditions || complete.length > 0)}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        required
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Textarea
        label="Description"
        autosize
        minRows={1}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      {!segment && (
        <SegmentedControl
          aria-label="Who is in it"
          data={[
            { value: 'dynamic', label: 'Whoever passes, at any time' },
            { value: 'static', label: 'Those who pass now' },
          ]}
          value={kind}
          onChange={(value) => setKind(value === 'static' ? 'static' : 'dynamic')}
        />
      )}
      {hasConditions && (
        <>
          <ConditionBuilder groups={groups} attributes={facets.data?.attributes ?? []} onChange={setGroups} />
          <Text size="sm" fw={600} role="status">
            {complete.length === 0 ? 'Add a condition to see how many pass.' : countWords(count.data)}
          </Text>
        </>
      )}
    </FormDialog>
  );
}
