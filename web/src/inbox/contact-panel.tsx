import { ActionIcon, Badge, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Panel } from '../api/types.ts';
import { PersonAvatar } from '../ui/avatar.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { AttributeList } from './attribute-list.tsx';
import { headQuery, panelQuery } from './inbox-queries.ts';
import { addressOf, nameOf } from './message-words.ts';
import { Consent, Orders, OtherChat, PanelSection, Segments, Tickets } from './panel-sections.tsx';
import { TagPill } from './tag-pill.tsx';

/** Who the customer is: attributes, lead, orders, segments, consent, tickets, other conversations. */
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
  const { contact, tickets, conversations, lead, orders, segments, consent } = panel;
  const time = useTime();
  const head = useQuery(headQuery(conversationId));
  const tags = head.data?.conversation.tags ?? [];
  return (
    <Stack gap="md" px="sm" pb="md">
      <Stack align="center" gap={4}>
        <PersonAvatar person={head.data?.conversation.contact ?? contact} size={64} />
        <Text fw={650}>{nameOf({ ...contact, name: contact.name ?? contact.profileName })}</Text>
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
      <PanelSection title="Attributes">
        <AttributeList contactId={contact.id} attributes={contact.attributes} />
      </PanelSection>
      {tags.length > 0 && (
        <PanelSection title="Tags of this conversation">
          <div className="tag-pills">
            {tags.map((tag) => (
              <TagPill key={tag.id} tag={tag} />
            ))}
          </div>
        </PanelSection>
      )}
      {lead && (
        <PanelSection title="Lead">
          <Text size="sm">
            {lead.stage} ({lead.kind}){lead.owner ? `, ${lead.owner.name}` : ''}
          </Text>
        </PanelSection>
      )}
      <PanelSection title="Orders">
        <Orders orders={orders} conversationId={conversationId} />
      </PanelSection>
      <PanelSection title="Segments">
        <Segments segments={segments} />
      </PanelSection>
      <PanelSection title="Consent">
        <Consent contact={contact} consent={consent} />
      </PanelSection>
      <PanelSection title="Tickets">
        <Tickets tickets={tickets} />
      </PanelSection>
      {conversations.length > 0 && (
        <PanelSection title="Other conversations">
          {conversations.map((other) => (
            <Text key={other.id} size="sm">
              <OtherChat id={other.id}>
                {other.channel.name}, {other.status}
              </OtherChat>
            </Text>
          ))}
        </PanelSection>
      )}
      <PanelSection title="Known since">
        <Text size="sm">{time.full(contact.createdAt)}</Text>
      </PanelSection>
    </Stack>
  );
}
