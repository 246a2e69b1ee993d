import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { Refusal } from '../ui/refusal.tsx';
import { AttributeNameField } from './attribute-name-field.tsx';
import { facetsQuery, type Job, jobQuery, type Mapping } from './contact-queries.ts';
import { ImportPreview } from './import-preview.tsx';

type Column = Mapping['columns'][number];

const kinds: readonly { readonly value: Column['kind']; readonly label: string }[] = [
  { value: 'phone', label: 'Number' },
  { value: 'name', label: 'Name' },
  { value: 'attribute', label: 'Attribute' },
  { value: 'allowBroadcast', label: 'Takes campaigns (yes/no)' },
  { value: 'optedIn', label: 'Has agreed (yes/no)' },
  { value: 'ignore', label: 'Leave out' },
];

/** What the columns of a file are, what happens to known contacts, and how the first rows look then. */
export function ImportForm({ job }: { job: Job }) {
  const queryClient = useQueryClient();
  const facets = useQuery(facetsQuery);
  const [mapping, setMapping] = useState<Mapping>(
    job.mapping ?? { columns: [], existing: 'update', emptyRemoves: false },
  );
  const [asked] = useDebouncedValue(mapping, 250);
  const { error, run } = useWrite();
  const params = { path: { jobId: job.id } };
  const preview = useQuery({
    queryKey: ['contacts', 'preview', job.id, asked],
    queryFn: () => read(api.POST('/internal/contacts/imports/{jobId}/preview', { params, body: asked })),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const start = () =>
    run(async () => {
      const begun = await read(api.POST('/internal/contacts/imports/{jobId}/start', { params, body: mapping }));
      queryClient.setQueryData(jobQuery(job.id).queryKey, begun);
    });
  const setColumn = (at: number, column: Column): void =>
    setMapping({ ...mapping, columns: mapping.columns.map((known, index) => (index === at ? column : known)) });
  const hasPhone = mapping.columns.some(({ kind }) => kind === 'phone');
  return (
    <Stack gap="md">
      <section className="contacts-card" aria-label="Columns">
        <Text component="h3" fw={600} size="sm" mb="xs">
          What the columns are
        </Text>
        <Stack gap={6}>
          {mapping.columns.map((column, at) => (
            <ColumnLine
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
              key={at}
              title={job.header?.[at] || `Column ${at + 1}`}
              column={column}
              onChange={(next) => setColumn(at, next)}
            />
          ))}
        </Stack>
      </section>
      <section className="contacts-card" aria-label="Rules">
        <Group align="flex-end">
          <Select
            label="Contacts that are known already"
            allowDeselect={false}
            data={[
              { value: 'update', label: 'Update them' },
              { value: 'skip', label: 'Leave them as they are' },
            ]}
            value={mapping.existing}
            onChange={(existing) => setMapping({ ...mapping, existing: existing === 'skip' ? 'skip' : 'update' })}
          />
          <Select
            label="Add all to a team"
            placeholder="No team"
            clearable
            data={(facets.data?.teams ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={mapping.teamId ?? null}
            onChange={(teamId) => {
              const { teamId: _old, ...others } = mapping;
              setMapping(teamId === null ? others : { ...others, teamId });
            }}
          />
          <Switch
            label="An empty cell removes the attribute"
            checked={mapping.emptyRemoves}
            onChange={(event) => setMapping({ ...mapping, emptyRemoves: event.currentTarget.checked })}
            mb={8}
          />
        </Group>
      </section>
      <Refusal error={preview.isError ? messageOf(preview.error) : undefined} mt={0} />
      {preview.data && <ImportPreview header={job.header ?? []} preview={preview.data} />}
      <Refusal error={error} mt={0} />
      <Group justify="flex-end">
        {!hasPhone && <Text size="sm">Say which column holds the number.</Text>}
        <Button disabled={!hasPhone || preview.isError} onClick={() => void start()}>
          Import {new Intl.NumberFormat().format(job.total)} {job.total === 1 ? 'row' : 'rows'}
        </Button>
      </Group>
    </Stack>
  );
}

function ColumnLine({
  title,
  column,
  onChange,
}: {
  title: string;
  column: Column;
  onChange: (column: Column) => void;
}) {
  const choose = (kind: string | null): void => {
    const next = (kind ?? 'ignore') as Column['kind'];
    onChange(next === 'attribute' ? { kind: next, name: column.name ?? title } : { kind: next });
  };
  return (
    <Group gap="xs" wrap="wrap">
      <Text size="sm" w={170} className="clip" title={title}>
        {title}
      </Text>
      <Select
        size="xs"
        aria-label={`${title} is`}
        allowDeselect={false}
        data={[...kinds]}
        value={column.kind}
        onChange={choose}
        w={190}
      />
      {column.kind === 'attribute' && (
        <AttributeNameField
          label={`Attribute of ${title}`}
          value={column.name ?? ''}
          width={190}
          onChange={(name) => onChange({ kind: 'attribute', name })}
        />
      )}
    </Group>
  );
}
