import { Select, Stack, Table, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { sessionQuery } from '../session/session.ts';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { FormEnd } from './form-end.tsx';
import { RetentionSettings } from './retention-settings.tsx';
import { SectionHead } from './section-head.tsx';
import { type Workspace, workspaceQuery } from './settings-queries.ts';
import { timeZones } from './time-zones.ts';
import { useChange } from './use-change.ts';

/** Name and time zone of the workspace; its plan, and how long things are kept. */
export function WorkspaceSettings() {
  const workspace = useQuery(workspaceQuery);
  if (workspace.isPending) return <RowsSkeleton rows={4} />;
  if (workspace.isError) return <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />;
  return (
    <Stack gap="xl">
      <WorkspaceForm workspace={workspace.data} />
      <Plan workspace={workspace.data} />
      <RetentionSettings key={JSON.stringify(workspace.data.retention)} workspace={workspace.data} />
    </Stack>
  );
}

function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const change = useChange();
  const queryClient = useQueryClient();
  const [name, setName] = useState(workspace.name);
  const [timeZone, setTimeZone] = useState<string | null>(workspace.timeZone);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { name: name.trim(), ...(timeZone ? { timeZone } : {}) };
    const isDone = await change.run(
      () => read(api.PATCH('/internal/settings/workspace', { body })),
      'The workspace is changed.',
    );
    if (isDone) await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <section>
      <SectionHead title="Workspace" hint={`Id ${workspace.id}: the number in the address of the API.`} />
      <form onSubmit={submit}>
        <Stack gap="sm" maw={420}>
          <TextInput
            label="Name"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Time zone"
            description="All times of the web app are shown in it."
            searchable
            limit={50}
            data={timeZones(workspace.timeZone)}
            value={timeZone}
            onChange={setTimeZone}
          />
        </Stack>
        <FormEnd change={change} isReady={name.trim() !== '' && timeZone !== null} justify="flex-start" />
      </form>
    </section>
  );
}

function Plan({ workspace: { plan, isOffline, callsThisMonth } }: { workspace: Workspace }) {
  const limit = (value: number | null): string => (value === null ? 'no limit' : value.toLocaleString());
  const rows: readonly (readonly [string, string])[] = [
    ['Plan', plan?.name ?? 'None: everything is allowed'],
    ['Seats', limit(plan?.seats ?? null)],
    [
      'API calls this month',
      `${callsThisMonth.toLocaleString()}${plan?.monthlyCalls ? ` of ${limit(plan.monthlyCalls)}` : ', no limit'}`,
    ],
    ['Marketing messages a day', limit(plan?.marketingPerDay ?? null)],
    ['Goes without', plan && plan.without.length > 0 ? plan.without.join(', ') : 'nothing'],
    ['Sending of templates', isOffline ? 'switched off' : 'on'],
  ];
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        Plan
      </Title>
      <Table>
        <Table.Tbody>
          {rows.map(([what, value]) => (
            <Table.Tr key={what}>
              <Table.Td>{what}</Table.Td>
              <Table.Td ta="end">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
