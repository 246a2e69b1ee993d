import { Button, Drawer } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useSession } from '../session/session.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ContactDrawer } from './contact-drawer.tsx';
import { FilterBar } from './contact-filters.tsx';
import { countQuery, type Person } from './contact-queries.ts';
import { ContactTable } from './contact-table.tsx';
import { ContactsHead } from './contacts-head.tsx';
import { type ContactsSearch, toFilter, toOrder } from './contacts-search.ts';
import { downloadContacts } from './download.ts';
import { NewContact } from './new-contact.tsx';

/** The grid of contacts. What it shows stands in the address; the drawer beside it is the contact of the path. */
export function ContactsPage() {
  const search = useSearch({ strict: false }) as ContactsSearch;
  const { contactId } = useParams({ strict: false });
  const { tenant, permissions } = useSession();
  const navigate = useNavigate();
  const filter = useMemo(() => toFilter(search, tenant.timeZone), [search, tenant.timeZone]);
  const count = useQuery(countQuery(filter));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isAll, setAll] = useState(false);
  const filterKey = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen belongs to one filter
  useEffect(() => leaveChoice(), [filterKey]);
  function leaveChoice(): void {
    setChosen(new Set());
    setAll(false);
  }
  const show = (changed: Partial<ContactsSearch>): void =>
    void navigate({ to: '.', search: { ...search, ...changed } as never, replace: changed.dialog === undefined });
  const open = (person: Person | undefined): void => {
    const shown = { ...search, dialog: undefined } as never;
    void (person
      ? navigate({ to: '/contacts/$contactId', params: { contactId: person.id }, search: shown })
      : navigate({ to: '/contacts', search: shown }));
  };
  const mayWrite = permissions.includes('contacts.write');
  return (
    <div className="contacts">
      <ContactsHead>
        {permissions.includes('contacts.export') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => void downloadContacts({ filter })}
          >
            Export
          </Button>
        )}
        {mayWrite && (
          <>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUpload size={14} />}
              component={Link}
              to="/contacts/imports"
            >
              Import
            </Button>
            <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => show({ dialog: 'new' })}>
              New contact
            </Button>
          </>
        )}
      </ContactsHead>
      {chosen.size > 0 || isAll ? (
        <BulkBar
          people={isAll ? { filter } : { ids: [...chosen] }}
          chosen={chosen.size}
          count={count.data}
          onAll={() => setAll(true)}
          onLeave={leaveChoice}
        />
      ) : (
        <FilterBar search={search} count={count.data} onSearch={show} />
      )}
      <ContactTable
        filter={filter}
        order={toOrder(search)}
        isFiltered={Object.keys(filter).length > 0}
        chosen={chosen}
        isAll={isAll}
        search={search}
        onChoose={(ids) => {
          setAll(false);
          setChosen(ids);
        }}
        onSort={(sort, order) => show({ sort, order })}
        onNew={mayWrite ? () => show({ dialog: 'new' }) : undefined}
      />
      <Drawer
        opened={contactId !== undefined}
        onClose={() => open(undefined)}
        position="right"
        size={440}
        title="Contact"
        transitionProps={{ duration: 120 }}
      >
        {contactId && <ContactDrawer key={contactId} contactId={contactId} onGone={() => open(undefined)} />}
      </Drawer>
      {search.dialog === 'new' && mayWrite && <NewContact onClose={() => show({ dialog: undefined })} onMade={open} />}
    </div>
  );
}
