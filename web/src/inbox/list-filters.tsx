import { ActionIcon, Button, Checkbox, Indicator, Popover, Select, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { directoryQuery } from './inbox-queries.ts';
import type { InboxSearch } from './inbox-search.ts';
import { noFilters } from './saved-views.ts';

const statuses = ['open', 'pending', 'solved', 'expired', 'broadcast', 'block'];

interface Props {
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

/** Filters beside the view: they stand in the address, so a filtered list can be shared. */
export function ListFilters({ search, onSearch }: Props) {
  const directory = useQuery(directoryQuery);
  const { status, assignee, team, tag, channel, closing, unread, favourite } = search;
  const isActive = [status, assignee, team, tag, channel, closing, unread, favourite].some(
    (value) => value !== undefined,
  );
  const named = (items: readonly { id: string; name: string }[] | undefined) =>
    (items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const common = { clearable: true, searchable: true, comboboxProps: { withinPortal: false }, size: 'xs' } as const;
  return (
    <Popover position="bottom-end" width={260} trapFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={isActive ? 'Filters, some are set' : 'Filters'}>
          <Indicator disabled={!isActive} color="accent" offset={2} size={8} aria-hidden>
            <IconFilter size={18} />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
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
          <Button size="xs" variant="default" disabled={!isActive} onClick={() => onSearch(noFilters)}>
            Clear all filters
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
