import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import type { ReferenceSearch } from './developer-search.ts';
import { EventView } from './event-view.tsx';
import { OperationView } from './operation-view.tsx';
import { ReferenceList } from './reference-list.tsx';
import { findShown, referenceQuery } from './reference-queries.ts';

/** Every call and event, from the contract the server itself works by. */
export function ReferencePage() {
  const search = useSearch({ strict: false }) as ReferenceSearch;
  const navigate = useNavigate();
  const reference = useQuery(referenceQuery);
  const [query, setQuery] = useState(search.q ?? '');
  const shown = reference.data && search.show ? findShown(reference.data, search.show) : undefined;
  const find = (q: string): void => {
    setQuery(q);
    const next = { ...(search.show ? { show: search.show } : {}), ...(q.trim() ? { q: q.trim() } : {}) };
    void navigate({ to: '/developer/reference', search: next, replace: true });
  };
  const leave = (): void =>
    void navigate({ to: '/developer/reference', search: search.q ? { q: search.q } : {}, replace: true });
  return (
    <div className="reference" data-shows={shown ? 'one' : 'list'}>
      <section className="reference-list" aria-label="Calls and events">
        <TextInput
          p="sm"
          aria-label="Search the reference"
          placeholder="Search calls and events"
          value={query}
          onChange={(event) => find(event.currentTarget.value)}
        />
        {reference.isPending && <RowsSkeleton rows={6} />}
        {reference.isError && <ErrorState error={reference.error} onRetry={() => void reference.refetch()} />}
        {reference.data && <ReferenceList reference={reference.data} query={query} chosen={search.show} />}
      </section>
      <section className="reference-main developer-scroll" aria-label="Reference">
        <Button
          className="reference-back"
          m="xs"
          size="compact-sm"
          variant="subtle"
          leftSection={<IconArrowLeft size={14} />}
          onClick={leave}
        >
          All calls
        </Button>
        {shown?.kind === 'operation' && reference.data && (
          <OperationView
            key={search.show}
            baseUrl={reference.data.baseUrl}
            document={shown.document}
            operation={shown.operation}
          />
        )}
        {shown?.kind === 'event' && <EventView key={search.show} document={shown.document} event={shown.event} />}
        {reference.data && !shown && (
          <EmptyState
            title="The API, call by call"
            hint="Choose a call to see what it takes and answers, with code to copy, and to try it in this workspace."
          />
        )}
      </section>
    </div>
  );
}
