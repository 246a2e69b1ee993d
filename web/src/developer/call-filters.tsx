import { Button, Group, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { changeFilter } from '../ui/change-filter.ts';
import { type RequestOutcome, type RequestSpan, requestOutcomes, requestSpans } from './developer-search.ts';
import { referenceQuery } from './reference-queries.ts';
import type { CallFilter } from './request-queries.ts';
import { liveTokensQuery } from './token-queries.ts';

const outcomeLabels: Readonly<Record<RequestOutcome, string>> = {
  ok: 'Done',
  failed: 'Refused or failed',
  '4xx': 'Status 4xx',
  '5xx': 'Status 5xx',
};
const spanLabels: Readonly<Record<RequestSpan, string>> = {
  '15m': 'Last 15 minutes',
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
};

/** What of the log is shown. */
export function CallFilters({ filter, onChange }: { filter: CallFilter; onChange: (filter: CallFilter) => void }) {
  const tokens = useQuery(liveTokensQuery);
  const reference = useQuery(referenceQuery);
  const [path, setPath] = useState(filter.path ?? '');
  const operations = reference.data?.documents.flatMap((document) => document.operations.map(({ id }) => id)) ?? [];
  const change = (part: { readonly [Name in keyof CallFilter]: CallFilter[Name] | undefined | null | '' }): void => {
    onChange(changeFilter(filter, part));
  };
  const known = tokens.data?.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const isMissing = filter.token !== undefined && !known.some(({ value }) => value === filter.token);
  return (
    <Group gap="xs" className="call-filters">
      <Select
        size="xs"
        aria-label="Outcome"
        placeholder="Any outcome"
        clearable
        data={requestOutcomes.map((value) => ({ value, label: outcomeLabels[value] }))}
        value={filter.outcome ?? null}
        onChange={(outcome) => change({ outcome: outcome as RequestOutcome | null })}
      />
      <Select
        size="xs"
        aria-label="Operation"
        placeholder="Any operation"
        clearable
        searchable
        limit={100}
        data={[...new Set([...operations, ...(filter.operation ? [filter.operation] : [])])].sort()}
        value={filter.operation ?? null}
        onChange={(operation) => change({ operation })}
      />
      <Select
        size="xs"
        aria-label="Token"
        placeholder="Any token"
        clearable
        searchable
        data={[...known, ...(isMissing ? [{ value: filter.token ?? '', label: 'A token that ended' }] : [])]}
        value={filter.token ?? null}
        onChange={(token) => change({ token })}
      />
      <Select
        size="xs"
        aria-label="Time"
        placeholder="Any time"
        clearable
        data={requestSpans.map((value) => ({ value, label: spanLabels[value] }))}
        value={filter.since ?? null}
        onChange={(since) => change({ since: since as RequestSpan | null })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change({ path: path.trim() });
        }}
      >
        <Group gap={6} wrap="nowrap">
          <TextInput
            size="xs"
            aria-label="Path contains"
            placeholder="Path contains"
            maxLength={200}
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" type="submit">
            Find
          </Button>
        </Group>
      </form>
    </Group>
  );
}
