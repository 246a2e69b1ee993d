import { Alert, Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { Refusal } from '../ui/refusal.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { agoOf } from '../ui/time.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { ChannelDialog } from './channel-dialog.tsx';
import { PlainBadge } from './plain-badge.tsx';
import { SectionHead } from './section-head.tsx';
import { type Channel, channelsQuery } from './settings-queries.ts';
import { useChange } from './use-change.ts';
import { useOpened } from './use-opened.ts';

/** The numbers of the workspace and how they are. */
export function ChannelSettings() {
  const channels = useQuery(channelsQuery);
  const [open, setOpen] = useOpened();
  const chosen = channels.data?.items.find(({ id }) => id === open);
  return (
    <>
      <SectionHead title="Channels" hint="WhatsApp numbers, as Meta last told of them." />
      {channels.isPending && <RowsSkeleton rows={2} />}
      {channels.isError && <ErrorState error={channels.error} onRetry={() => void channels.refetch()} />}
      {channels.data?.items.length === 0 && (
        <EmptyState title="No number yet" hint="On the server: parley channel add connects one." />
      )}
      <Stack gap="md">
        {channels.data?.items.map((channel) => (
          <ChannelCard key={channel.id} channel={channel} onOpen={() => setOpen(channel.id)} />
        ))}
      </Stack>
      {chosen && <ChannelDialog key={chosen.id} channel={chosen} onClose={() => setOpen(undefined)} />}
    </>
  );
}

function ChannelCard({ channel, onOpen }: { channel: Channel; onOpen: () => void }) {
  const { permissions } = useSession();
  const time = useTime();
  const change = useChange();
  const openWord = permissions.includes('settings.manage') ? 'Profile and checks' : 'Checks';
  const params = { path: { channelId: channel.id } };
  const resume = () => read(api.POST('/internal/settings/channels/{channelId}/resume', { params }));
  return (
    <Card withBorder padding="md" component="section" aria-label={channel.name}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs">
          <Title order={2} size="h5">
            {channel.name}
          </Title>
          <Text size="sm" c="var(--quiet)">
            {channel.facts?.displayPhoneNumber ?? `+${channel.phoneNumber}`}
          </Text>
          {channel.isDefault && <PlainBadge color="accent">Default</PlainBadge>}
        </Group>
        <Button size="xs" variant="default" aria-label={`${openWord} of ${channel.name}`} onClick={onOpen}>
          {openWord}
        </Button>
      </Group>
      {channel.pausedAt && (
        <Alert
          color="yellow"
          mt="sm"
          title={`Paused since ${time.full(channel.pausedAt)}`}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          <Text size="sm">{channel.pausedReason}</Text>
          {permissions.includes('settings.manage') && (
            <Button
              mt="xs"
              size="xs"
              variant="default"
              loading={change.isRunning}
              onClick={() => void change.run(resume, `${channel.name} sends again.`)}
            >
              Let it send again
            </Button>
          )}
        </Alert>
      )}
      <Refusal error={change.error} />
      {channel.unheardSince && <Unheard since={channel.unheardSince} onCheck={onOpen} />}
      <SimpleGrid cols={{ base: 2, sm: 4 }} mt="sm" spacing="sm">
        {factsOf(channel).map(([what, value]) => (
          <Fact key={what} what={what}>
            {value}
          </Fact>
        ))}
        <Fact what="Last webhook of Meta">
          <LastWebhook at={channel.lastWebhookAt} />
        </Fact>
      </SimpleGrid>
    </Card>
  );
}

function Fact({ what, children }: { what: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="var(--quiet)">
        {what}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </div>
  );
}

/** How long ago, to the minute; the moment itself to whoever points at it. */
function LastWebhook({ at }: { at: string | null }) {
  const time = useTime();
  const nowMs = useNow();
  if (at === null) return <>none yet</>;
  return (
    <time dateTime={at} title={time.exact(at)}>
      {agoOf(nowMs - Date.parse(at))}
    </time>
  );
}

function Unheard({ since, onCheck }: { since: string; onCheck: () => void }) {
  const time = useTime();
  return (
    <Alert
      color="yellow"
      mt="sm"
      title={`Meta tells nothing of what was sent since ${time.full(since)}`}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <Text size="sm">
        Its webhooks do not arrive, so answers of customers and delivery are not seen either. Look at the callback
        address and the subscription of the account.
      </Text>
      <Button mt="xs" size="xs" variant="default" onClick={onCheck}>
        Check the number
      </Button>
    </Alert>
  );
}

function factsOf({ facts, queued, throughputPerSecond, accountName, accountId }: Channel): [string, string][] {
  return [
    ['Status', plain(facts?.status)],
    ['Quality', plain(facts?.quality)],
    ['Messaging limit', plain(facts?.messagingLimitTier?.replace(/^TIER_/, ''))],
    ['Throughput', throughputPerSecond === 0 ? 'no limit' : `${throughputPerSecond} messages/s`],
    ['Waiting to be sent', queued >= 10_000 ? '10,000 or more' : queued.toLocaleString()],
    ['Shown as', facts?.verifiedName ?? 'not known'],
    ['Name', plain(facts?.nameStatus)],
    ['Account', accountName ?? accountId],
  ];
}

function plain(word: string | null | undefined): string {
  if (!word) return 'not known';
  const text = word.replaceAll('_', ' ').toLowerCase();
  return /^\d/.test(text) ? `${text.toUpperCase()} people a day` : text;
}
