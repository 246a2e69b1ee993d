import { Group, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ListEnd } from '../ui/list-end.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { TemplateView } from '../ui/template-view.tsx';
import { useTime } from '../ui/use-time.ts';
import { dryRunRecipientsQuery, type Recipient } from './campaign-queries.ts';

/** Everybody of a dry run; whoever is chosen is shown with the message they get. */
export function DryRunPeople({ dryRunId, skipped }: { dryRunId: string; skipped: number }) {
  const [state, setState] = useState<'pending' | 'skipped'>('pending');
  const [q, setQ] = useState('');
  const [chosenId, setChosenId] = useState<string | undefined>();
  const list = useInfiniteQuery(dryRunRecipientsQuery(dryRunId, { state, q }));
  const rows = list.data?.pages.flatMap((page) => page.recipients) ?? [];
  const chosen = rows.find(({ id }) => id === chosenId) ?? rows[0];
  return (
    <section aria-label="People of the dry run" className="campaign-card">
      <Title order={2} size="h5">
        Who gets what
      </Title>
      <Group gap="xs">
        <SegmentedControl
          aria-label="Who is shown"
          data={[
            { value: 'pending', label: 'Sent to' },
            { value: 'skipped', label: `Left out (${skipped})` },
          ]}
          value={state}
          onChange={(value) => setState(value === 'skipped' ? 'skipped' : 'pending')}
        />
        <TextInput
          aria-label="Search people"
          placeholder="Name or number"
          value={q}
          onChange={(event) => setQ(event.currentTarget.value)}
        />
      </Group>
      {list.isPending && <RowsSkeleton rows={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Text size="sm">Nobody.</Text>}
      {rows.length > 0 && (
        <div className="campaign-wizard">
          <Stack gap={2} className="campaign-people">
            {rows.map((row) => (
              <Person key={row.id} row={row} isChosen={row.id === chosen?.id} onChoose={() => setChosenId(row.id)} />
            ))}
            <ListEnd list={list} more="More" size="xs" />
          </Stack>
          <Message of={chosen} />
        </div>
      )}
    </section>
  );
}

function Message({ of }: { of: Recipient | undefined }) {
  return (
    <aside className="campaign-phone" aria-label="Their message">
      {of?.preview ? (
        <div className="bubble">
          <TemplateView template={of.preview} />
        </div>
      ) : (
        <Text size="sm">{of?.reason ?? 'Nothing is sent.'}</Text>
      )}
    </aside>
  );
}

function Person({ row, isChosen, onChoose }: { row: Recipient; isChosen: boolean; onChoose: () => void }) {
  const time = useTime();
  return (
    <button type="button" className="campaign-person" aria-pressed={isChosen} onClick={onChoose}>
      <span className="clip">
        {row.name && row.name !== row.phone ? `${row.name}, ` : ''}
        {row.phone ? `+${row.phone}` : (row.bsuid ?? 'No number')}
      </span>
      <small>{row.reason ?? (row.dueAt ? time.full(row.dueAt) : '')}</small>
    </button>
  );
}
