import { ActionIcon, Anchor, Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Panel } from '../api/types.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { AttributeList } from './attribute-list.tsx';
import { headQuery, panelQuery } from './inbox-queries.ts';
import { addressOf, nameOf } from './message-words.ts';

/** Who the customer is: attributes, consent, earlier tickets, other conversations, the lead. */
export function ContactPanel({ conversationId, onClose }: { conversationId: string; onClose: () => void }) {
  const panel = useQuery(panelQuery(conversationId));
  return (
    <aside className="pane panel-pane" aria-label="Contact" style={{ overflowY: 'auto' }}>
      <Group justify="space-between" p="sm">
        <Text component="h2" fw={650} size="sm">
          Contact
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label="Close the contact" onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {panel.isPending && <Skeleton height={220} mx="sm" />}
      {panel.isError && <ErrorState error={panel.error} onRetry={() => void panel.refetch()} />}
      {panel.data && <Facts conversationId={conversationId} panel={panel.data} />}
    </aside>
  );
}

function Facts({ conversationId, panel }: { conversationId: string; panel: Panel }) {
  const { contact, tickets, conversations, lead } = panel;
  const time = useTime();
  const head = useQuery(headQuery(conversationId));
  return (
    <Stack gap="md" px="sm" pb="md">
      <Stack align="center" gap={4}>
        <PersonAvatar person={head.data?.conversation.contact ?? contact} size={64} />
        <Text fw={650}>{nameOf(contact)}</Text>
        <Text size="sm" c="var(--quiet)">
          {addressOf(contact)}
        </Text>
        {contact.username && contact.phone && <Text size="xs">@{contact.username}</Text>}
        <Group gap={4}>
          <Badge variant="default" size="sm">
            {contact.allowBroadcast ? 'takes campaigns' : 'no campaigns'}
          </Badge>
          {contact.isBlocked && (
            <Badge color="red" size="sm">
              blocked
            </Badge>
          )}
        </Group>
      </Stack>
      <Section title="Attributes">
        <AttributeList conversationId={conversationId} contactId={contact.id} attributes={contact.attributes} />
      </Section>
      {lead && (
        <Section title="Lead">
          <Text size="sm">
            {lead.stage} ({lead.kind}){lead.owner ? `, ${lead.owner.name}` : ''}
          </Text>
        </Section>
      )}
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
      {conversations.length > 0 && (
        <Section title="Other conversations">
          {conversations.map((other) => (
            <Anchor
              key={other.id}
              component={Link}
              to={`/inbox/${other.id}`}
              size="sm"
              c="var(--link)"
              underline="always"
            >
              {other.channel.name}, {other.status}
            </Anchor>
          ))}
        </Section>
      )}
      <Section title="Known since">
        <Text size="sm">{time.full(contact.createdAt)}</Text>
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text component="h3" size="xs" fw={650} c="var(--quiet)" mb={4}>
        {title}
      </Text>
      {children}
    </section>
  );
}
