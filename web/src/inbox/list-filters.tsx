import { ActionIcon, Indicator, Popover } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { FilterFields } from './dialogs.ts';
import type { InboxSearch } from './inbox-search.ts';
import { hasFilters } from './saved-views.ts';

interface Props {
  readonly search: InboxSearch;
  readonly onSearch: (changed: Partial<InboxSearch>) => void;
}

/** Filters beside the view: they stand in the address, so a filtered list can be shared. */
export function ListFilters({ search, onSearch }: Props) {
  const isActive = hasFilters(search);
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
        <FilterFields search={search} isActive={isActive} onSearch={onSearch} />
      </Popover.Dropdown>
    </Popover>
  );
}
