import { Anchor, Group, MultiSelect, Skeleton, Stack, Switch, Text } from '@mantine/core';
import { IconBan, IconGitMerge, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useSession } from '../session/session.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { usePageName } from '../ui/page-name.ts';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { ActionButton } from './action-button.tsx';
import { ContactFields } from './contact-fields.tsx';
import { detailQuery, facetsQuery, nameOfPerson, type Person, type PersonDetail } from './contact-queries.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import type { PersonChange } from './undo-change.ts';
import { useContactChange } from './use-contact-change.ts';

/** One contact: what is known, what may be sent, where it was spoken to. Each field is changed where it stands. */
export function ContactDrawer({ contactId, onGone }: { contactId: string; onGone: () => void }) {
  const detail = useQuery(detailQuery(contactId));
  if (detail.isPending) return <Skeleton height={320} />;
  if (detail.isError) return <ErrorState error={detail.error} onRetry={() => void detail.refetch()} />;
  return <Facts detail={detail.data} onGone={onGone} />;
}

function Facts({ detail, onGone }: { detail: PersonDetail; onGone: () => void }) {
  const { contact } = detail;
  usePageName(nameOfPerson(contact));
  const change = useContactChange(contact);
  const time = useTime();
  const { permissions } = useSession();
  const mayWrite = permissions.includes('contacts.write');
  return (
    <Stack gap="lg">
      <Group wrap="nowrap">
        <PersonAvatar person={{ name: contact.name ?? contact.profileName, phone: contact.phone }} size={52} />
        <div style={{ minWidth: 0 }}>
          <Text component="h2" fw={650} className="clip">
            {nameOfPerson(contact)}
          </Text>
          <Text size="sm" c="var(--quiet)">
            {contact.phone ? `+${contact.phone}` : (contact.username ?? contact.bsuid)}
            {contact.isBlocked && ', blocked'}
          </Text>
        </div>
      </Group>
      <Section title="Fields">
        <ContactFields contact={contact} onChange={mayWrite ? change : undefined} />
      </Section>
      <Section title="Consent">
        <Consent contact={contact} onChange={mayWrite ? change : undefined} />
      </Section>
      <Section title="Teams">
        <Teams contact={contact} onChange={mayWrite ? change : undefined} />
      </Section>
      <History detail={detail} />
      <Section title="Known">
        <Text size="sm">
          since {time.full(contact.createdAt)}
          {contact.source ? `, from ${contact.source}` : ''}; changed {time.full(contact.updatedAt)}
          {contact.lastSeenAt ? `; last wrote ${time.full(contact.lastSeenAt)}` : '; never wrote'}
        </Text>
      </Section>
      {mayWrite && <Actions contact={contact} onChange={change} onGone={onGone} />}
    </Stack>
  );
}

interface PartProps {
  readonly contact: Person;
  /** Undefined: the person may only read. */
  readonly onChange: ((body: PersonChange) => Promise<boolean>) | undefined;
}

function Consent({ contact, onChange }: PartProps) {
  const set = (body: PersonChange): void => void onChange?.(body);
  return (
    <Stack gap="xs">
      <Switch
        label="Takes campaigns"
        checked={contact.allowBroadcast}
        disabled={!onChange}
        onChange={(event) => set({ allowBroadcast: event.currentTarget.checked })}
      />
      <Switch
        label="Has agreed to be written to"
        checked={contact.optedIn}
        disabled={!onChange}
        onChange={(event) => set({ optedIn: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function Teams({ contact, onChange }: PartProps) {
  const facets = useQuery(facetsQuery);
  const teams = facets.data?.teams ?? [];
  if (!onChange) {
    const names = teams.filter(({ id }) => contact.teamIds.includes(id)).map(({ name }) => name);
    return <Text size="sm">{names.join(', ') || 'None.'}</Text>;
  }
  return (
    <MultiSelect
      aria-label="Teams"
      placeholder={contact.teamIds.length === 0 ? 'No team' : ''}
      data={teams.map(({ id, name }) => ({ value: id, label: name }))}
      value={contact.teamIds}
      onChange={(teamIds) => void onChange({ teamIds })}
    />
  );
}

function History({ detail }: { detail: PersonDetail }) {
  const time = useTime();
  const { permissions } = useSession();
  const { conversations, tickets, segments, lead } = detail;
  return (
    <>
      <Section title="Chats">
        {conversations.length === 0 && <Text size="sm">None yet.</Text>}
        {conversations.map((chat) =>
          permissions.includes('inbox.read') ? (
            <Anchor
              key={chat.id}
              component={Link}
              to={`/inbox/${chat.id}`}
              size="sm"
              c="var(--link)"
              underline="always"
              display="block"
            >
              {chat.channelName}, {chat.status}, {time.full(chat.lastActivityAt)}
            </Anchor>
          ) : (
            <Text key={chat.id} size="sm">
              {chat.channelName}, {chat.status}
            </Text>
          ),
        )}
      </Section>
      <Section title="Tickets">
        {tickets.length === 0 && <Text size="sm">None yet.</Text>}
        {tickets.map((ticket) => (
          <Text key={ticket.id} size="sm">
            {time.full(ticket.openedAt)}{' '}
            <Text span c="var(--quiet)">
              {ticket.closedAt ? `to ${time.full(ticket.closedAt)}` : 'open'}
            </Text>
          </Text>
        ))}
      </Section>
      {segments.length > 0 && (
        <Section title="Segments">
          {segments.map(({ id, name }) => (
            <Anchor
              key={id}
              component={Link}
              to={`/contacts?segment=${id}`}
              size="sm"
              c="var(--link)"
              underline="always"
              display="block"
            >
              {name}
            </Anchor>
          ))}
        </Section>
      )}
      {lead && (
        <Section title="Lead">
          <Text size="sm">
            {lead.stage} ({lead.kind})
          </Text>
        </Section>
      )}
    </>
  );
}

function Actions({
  contact,
  onChange,
  onGone,
}: {
  contact: Person;
  onChange: (body: PersonChange) => Promise<boolean>;
  onGone: () => void;
}) {
  const [dialog, setDialog] = useState<'merge' | 'delete' | undefined>();
  return (
    <Group gap="xs">
      <ActionButton icon={IconGitMerge} onClick={() => setDialog('merge')}>
        Merge with another
      </ActionButton>
      <ActionButton icon={IconBan} onClick={() => void onChange({ blocked: !contact.isBlocked })}>
        {contact.isBlocked ? 'End the block' : 'Block'}
      </ActionButton>
      <ActionButton icon={IconTrash} isDangerous onClick={() => setDialog('delete')}>
        Delete
      </ActionButton>
      {dialog === 'merge' && <MergeDialog contact={contact} onClose={() => setDialog(undefined)} />}
      {dialog === 'delete' && <DeleteDialog contact={contact} onClose={() => setDialog(undefined)} onGone={onGone} />}
    </Group>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text component="h3" size="xs" fw={650} c="var(--quiet)" mb={6}>
        {title}
      </Text>
      {children}
    </section>
  );
}
