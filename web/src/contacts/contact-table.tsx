// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, as only those in view exist
// biome-ignore-all lint/a11y/useFocusableInteractive: what is in the rows takes the focus
import { Badge, Button, Checkbox, Loader, Skeleton, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { PersonAvatar } from '../ui/avatar.tsx';
import { useDensity } from '../ui/density.ts';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { type Column, type ColumnFacts, useColumns } from './contact-columns.ts';
import { facetsQuery, nameOfPerson, type Person, type PersonRow, rowsQuery } from './contact-queries.ts';
import { type ContactsSearch, type Filter, type Sort, startsDown } from './contacts-search.ts';

interface Props {
  readonly filter: Filter;
  readonly order: { sort: Sort; descending: boolean };
  readonly isFiltered: boolean;
  readonly chosen: ReadonlySet<string>;
  /** All who match are chosen, also those not yet read. */
  readonly isAll: boolean;
  readonly search: ContactsSearch;
  readonly onChoose: (ids: ReadonlySet<string>) => void;
  readonly onSort: (sort: Sort, order: 'up' | 'down') => void;
  readonly onNew: (() => void) | undefined;
}

const nameWidth = 240;

/** Contacts in rows, read page by page while one scrolls. */
export function ContactTable(props: Props) {
  const { filter, order, isFiltered, chosen, isAll } = props;
  const list = useInfiniteQuery(rowsQuery(filter, order));
  const facets = useQuery(facetsQuery);
  const { chosen: columns } = useColumns();
  const time = useTime();
  const scroller = useRef<HTMLDivElement>(null);
  const [density] = useDensity();
  const rows = useMemo(() => uniqueRows(list.data?.pages.flatMap((page) => page.contacts) ?? []), [list.data]);
  const facts = useMemo((): ColumnFacts => {
    const names = new Map(facets.data?.teams.map(({ id, name }) => [id, name]));
    return { time, teamName: (id) => names.get(id) ?? '' };
  }, [facets.data, time]);
  const height = density === 'compact' ? 38 : 48;
  const virtual = useVirtualizer({
    count: rows.length + 1,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    getItemKey: (index) => rows[index]?.id ?? 'end',
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [virtual, height]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  useEffect(() => {
    if (last >= rows.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  if (list.isPending) return <GridSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0 && !hasNextPage) return <Nobody isFiltered={isFiltered} onNew={props.onNew} />;
  const layout = {
    gridTemplateColumns: `36px ${nameWidth}px ${columns.map(({ width }) => `${width}px`).join(' ')} 1fr`,
    minWidth: 36 + nameWidth + columns.reduce((sum, { width }) => sum + width, 0) + 16,
  };
  const toggle = (person: Person): void => {
    const next = new Set(chosen);
    if (!next.delete(person.id)) next.add(person.id);
    props.onChoose(next);
  };
  const allRead = rows.length > 0 && rows.every(({ id }) => chosen.has(id));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="contacts-grid" ref={scroller} tabIndex={0} aria-label="Contacts">
      <div role="table" aria-label="Contacts" aria-rowcount={-1}>
        <div role="rowgroup" className="contacts-titles" style={{ minWidth: layout.minWidth }}>
          <div role="row" className="contacts-row contacts-titles" style={layout}>
            <div role="columnheader">
              <Checkbox
                size="xs"
                aria-label="Choose all that are shown"
                checked={isAll || allRead}
                indeterminate={!isAll && !allRead && chosen.size > 0}
                onChange={() => props.onChoose(allRead || isAll ? new Set() : new Set(rows.map(({ id }) => id)))}
              />
            </div>
            <Title column={{ key: 'name', title: 'Name', width: nameWidth, sort: 'name', text: () => '' }} {...props} />
            {columns.map((column) => (
              <Title key={column.key} column={column} {...props} />
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: layout.minWidth }}
        >
          {items.map((item) => {
            const person = rows[item.index];
            const place = { position: 'absolute', insetInline: 0, top: item.start, height: item.size } as const;
            if (!person) return <ListEnd key={item.key} style={place} isLoading={hasNextPage} />;
            const isChosen = isAll || chosen.has(person.id);
            return (
              <div key={item.key} style={place} role="presentation">
                <div role="row" className="contacts-row" style={layout} aria-selected={isChosen}>
                  <div role="cell">
                    <Checkbox
                      size="xs"
                      aria-label={`Choose ${nameOfPerson(person)}`}
                      checked={isChosen}
                      disabled={isAll}
                      onChange={() => toggle(person)}
                    />
                  </div>
                  <NameCell person={person} search={props.search} isSmall={density === 'compact'} />
                  {columns.map((column) => (
                    <div key={column.key} role="cell" className="contacts-cell clip">
                      {column.text(person, facts)}
                    </div>
                  ))}
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

function Title({ column, order, onSort }: { column: Column } & Pick<Props, 'order' | 'onSort'>) {
  const { sort, title } = column;
  if (sort === undefined) {
    return (
      <div role="columnheader" className="contacts-cell clip" title={title}>
        {title}
      </div>
    );
  }
  const isSorted = order.sort === sort;
  const next = isSorted ? (order.descending ? 'up' : 'down') : startsDown(sort) ? 'down' : 'up';
  const Arrow = order.descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className="contacts-cell"
      aria-sort={isSorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" className="contacts-sort" onClick={() => onSort(sort, next)}>
        {title}
        {isSorted && <Arrow size={14} aria-hidden />}
      </button>
    </div>
  );
}

function NameCell({ person, search, isSmall }: { person: Person; search: ContactsSearch; isSmall: boolean }) {
  return (
    <div role="cell" className="contacts-cell">
      <Link
        className="contacts-name"
        to="/contacts/$contactId"
        params={{ contactId: person.id }}
        search={search as never}
        preload={false}
      >
        <PersonAvatar
          person={{ name: person.name ?? person.profileName, phone: person.phone }}
          size={isSmall ? 24 : 30}
        />
        <span className="clip">{nameOfPerson(person)}</span>
        {person.isBlocked && (
          <Badge size="xs" color="red" tt="none">
            blocked
          </Badge>
        )}
      </Link>
    </div>
  );
}

function ListEnd({ style, isLoading }: { style: React.CSSProperties; isLoading: boolean }) {
  return (
    <div style={style} role="presentation">
      <Text size="xs" c="var(--quiet)" ta="center" p="sm">
        {isLoading ? <Loader size="xs" role="status" aria-label="Loading" /> : 'That is all'}
      </Text>
    </div>
  );
}

function Nobody({ isFiltered, onNew }: { isFiltered: boolean; onNew: (() => void) | undefined }) {
  if (isFiltered) {
    return (
      <EmptyState title="Nobody matches" hint="Take a filter away, or search for another part of the name or number.">
        <Button component={Link} to="/contacts" variant="default">
          Show everybody
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No contacts yet" hint="Whoever writes to you appears here. You can also add people yourself.">
      {onNew && (
        <>
          <Button onClick={onNew}>New contact</Button>
          <Button component={Link} to="/contacts/imports" variant="default">
            Import a CSV file
          </Button>
        </>
      )}
    </EmptyState>
  );
}

function GridSkeleton() {
  return (
    <div aria-hidden style={{ flex: 1, minHeight: 0, overflow: 'hidden' }}>
      {Array.from({ length: 14 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
        <div key={index} className="contacts-row" style={{ height: 48, gridTemplateColumns: '36px 240px 150px 1fr' }}>
          <Skeleton width={16} height={16} />
          <Skeleton width="70%" height={12} />
          <Skeleton width="80%" height={10} />
          <Skeleton width="30%" height={10} />
        </div>
      ))}
    </div>
  );
}

function uniqueRows(rows: readonly PersonRow[]): PersonRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}
