import { Button, Checkbox, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { directoryQuery } from './inbox-queries.ts';
import type { InboxSearch } from './inbox-search.ts';
import { noFilters } from './saved-views.ts';

const statuses = ['open', 'pending', 'solved', 'expired', 'broadcast', 'block'];

interface Props {
  readonly search: InboxSearch;
  readonly isActive: boolean;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

export function FilterFields({ search, isActive, onSearch }: Props) {
  const directory = useQuery(directoryQuery);
  const { status, assignee, team, tag, channel, closing, outside, unread } = search;
  const named = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  // The first has the focus when this opens: its list must not cover the others.
  const common = {
    clearable: true,
    searchable: true,
    openOnFocus: false,
    comboboxProps: { withinPortal: false },
    size: 'xs',
  } as const;
  return (
    <Stack gap="xs">
      <Select
        {...common}
        label="Status"
        data={statuses}
        value={status ?? null}
        onChange={(value) => onSearch({ status: value ?? undefined })}
      />
      <Select
        {...common}
        label="Assigned to"
        data={[
          { value: 'me', label: 'Me' },
          { value: 'nobody', label: 'Nobody' },
          { value: 'bot', label: 'A chatbot' },
          ...named(directory.data?.operators),
        ]}
        value={assignee ?? null}
        onChange={(value) => onSearch({ assignee: value ?? undefined })}
      />
      <Select
        {...common}
        label="Team"
        data={named(directory.data?.teams)}
        value={team ?? null}
        onChange={(value) => onSearch({ team: value ?? undefined })}
      />
      <Select
        {...common}
        label="Tag"
        data={named(directory.data?.tags)}
        value={tag ?? null}
        onChange={(value) => onSearch({ tag: value ?? undefined })}
      />
      <Select
        {...common}
        label="Channel"
        data={named(directory.data?.channels)}
        value={channel ?? null}
        onChange={(value) => onSearch({ channel: value ?? undefined })}
      />
      <Select
        {...common}
        label="Window closes within"
        data={[1, 2, 4, 8, 12].map((hours) => ({ value: String(hours), label: `${hours} h` }))}
        value={closing === undefined ? null : String(closing)}
        onChange={(value) => onSearch({ closing: value ? Number(value) : undefined })}
      />
      <Checkbox
        size="xs"
        label="Unread only"
        checked={unread === true}
        onChange={(event) => onSearch({ unread: event.currentTarget.checked || undefined })}
      />
      <Checkbox
        size="xs"
        label="Came in outside working hours"
        checked={outside === true}
        onChange={(event) => onSearch({ outside: event.currentTarget.checked || undefined })}
      />
      <Button size="xs" variant="default" disabled={!isActive} onClick={() => onSearch(noFilters)}>
        Clear all filters
      </Button>
    </Stack>
  );
}
