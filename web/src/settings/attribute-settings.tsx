import '../contacts/contacts.css';
import { Button, Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { isUnderWay, jobQuery } from '../contacts/contact-queries.ts';
import { JobCard } from '../contacts/job-card.tsx';
import { useSession } from '../session/session.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { AttributeAdd } from './attribute-add.tsx';
import { AttributeDialog } from './attribute-dialog.tsx';
import { contactsOf } from './attribute-words.ts';
import { SectionHead } from './section-head.tsx';
import { type AttributeList, attributesQuery } from './settings-queries.ts';
import type { SettingsSearch } from './settings-search.ts';

/** So many are looked through by a search. */
const manyAttributes = 12;

/** What contacts have beside name and number, and changing it for everybody. */
export function AttributeSettings() {
  const attributes = useQuery(attributesQuery);
  const search = useSearch({ strict: false }) as SettingsSearch;
  const navigate = useNavigate();
  const go = (next: SettingsSearch, replace = false): void => {
    void navigate({ to: '/settings/$section', params: { section: 'attributes' }, search: next, replace });
  };
  const { open, ...others } = search;
  const { add, ...withoutAdd } = search;
  const { q: _typed, ...withoutTyped } = search;
  const chosen = attributes.data?.items.find(({ name }) => name === open);
  return (
    <>
      <SectionHead
        title="Attributes"
        hint="What is known of contacts beside name and number. Upper and lower case differ."
      >
        <Button leftSection={<IconPlus size={16} />} onClick={() => go({ ...search, add: '1' })}>
          Add an attribute
        </Button>
      </SectionHead>
      {search.job && <ChangeUnderWay jobId={search.job} />}
      {attributes.isPending && <RowsSkeleton rows={4} />}
      {attributes.isError && <ErrorState error={attributes.error} onRetry={() => void attributes.refetch()} />}
      {attributes.data && (
        <AttributeRows
          list={attributes.data}
          typed={search.q ?? ''}
          onType={(q) => go(q === '' ? withoutTyped : { ...search, q }, true)}
          onOpen={(name) => go({ ...search, open: name })}
        />
      )}
      {add && attributes.data && <AttributeAdd known={attributes.data.items} onClose={() => go(withoutAdd)} />}
      {chosen && (
        <AttributeDialog
          key={chosen.name}
          attribute={chosen}
          onClose={() => go(others)}
          onBegun={(job) => go({ ...others, job }, true)}
        />
      )}
    </>
  );
}

function AttributeRows(props: {
  readonly list: AttributeList;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onOpen: (name: string) => void;
}) {
  const { items, isWhole } = props.list;
  const wanted = props.typed.trim().toLowerCase();
  const shown = wanted === '' ? items : items.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (items.length === 0) return <NoAttribute />;
  return (
    <>
      {items.length > manyAttributes && (
        <TextInput
          aria-label="Search attributes"
          placeholder="Search"
          leftSection={<IconSearch size={16} />}
          mb="sm"
          maw={320}
          value={props.typed}
          onChange={(event) => props.onType(event.currentTarget.value)}
        />
      )}
      <Stack gap={0} className="settings-lines">
        {shown.map(({ name, contacts, description }) => (
          <UnstyledButton key={name} className="settings-line" onClick={() => props.onOpen(name)}>
            <span style={{ minWidth: 0 }}>
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Text>
              {description && (
                <Text size="xs" c="var(--quiet)" className="clip">
                  {description}
                </Text>
              )}
            </span>
            <Text size="sm" c="var(--quiet)" style={{ flexShrink: 0 }}>
              {contactsOf(contacts, !isWhole)}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
      {shown.length === 0 && (
        <Text size="sm" c="var(--quiet)">
          No attribute has that in its name.
        </Text>
      )}
      {!isWhole && (
        <Text size="xs" c="var(--quiet)" mt="sm">
          Counted over the newest 100,000 contacts. An attribute that only older ones have is not listed.
        </Text>
      )}
    </>
  );
}

function NoAttribute() {
  const { permissions } = useSession();
  return (
    <EmptyState title="No attribute yet" hint="Add one, or let them come with imports, from programs and chatbots.">
      {permissions.includes('contacts.write') && (
        <Button component={Link} to="/contacts/imports" leftSection={<IconUpload size={16} />}>
          Import contacts
        </Button>
      )}
    </EmptyState>
  );
}

/** How far the change is; when it ends, the attributes are counted anew. */
function ChangeUnderWay({ jobId }: { jobId: string }) {
  const queryClient = useQueryClient();
  const { permissions } = useSession();
  const job = useQuery({ ...jobQuery(jobId), enabled: permissions.includes('contacts.read') });
  // Done, and later taken back, are two ends: nobody need have seen it under way between them.
  const end = job.data !== undefined && !isUnderWay(job.data) ? job.data.state : undefined;
  useEffect(() => {
    if (end !== undefined) void queryClient.invalidateQueries({ queryKey: attributesQuery.queryKey });
  }, [end, queryClient]);
  if (!job.data) return null;
  return (
    <Group mb="md" grow>
      <JobCard job={job.data} />
    </Group>
  );
}
