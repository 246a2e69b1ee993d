import { Button, Group, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSession } from '../session/session.ts';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { type Campaign, campaignQuery, type Results } from './campaign-queries.ts';
import { people } from './campaign-words.ts';

type Failure = Results['failures'][number];

/** Failures by their reason, and whether sending again makes sense. */
export function FailureList({ campaign, results }: { campaign: Campaign; results: Results }) {
  const maySend = useSession().permissions.includes('campaigns.send');
  const nowMs = useNow();
  if (results.failures.length === 0) return null;
  const ready = results.failures.filter(({ retryAt }) => retryAt !== null && Date.parse(retryAt) <= nowMs);
  const isOver = campaign.counters.pending + campaign.counters.queued === 0;
  return (
    <section aria-label="Failures" className="campaign-card">
      <Title order={2} size="h5">
        Why messages failed
      </Title>
      {results.failures.map((failure) => (
        <FailureRow key={failure.code ?? 'none'} failure={failure} nowMs={nowMs} />
      ))}
      {maySend && isOver && ready.length > 0 && <Retry campaign={campaign} ready={ready} />}
    </section>
  );
}

function FailureRow({ failure, nowMs }: { failure: Failure; nowMs: number }) {
  const time = useTime();
  const { people: count, sentence, next, isRetryable, retryAt } = failure;
  const isLater = retryAt !== null && Date.parse(retryAt) > nowMs;
  return (
    <div>
      <Text size="sm" fw={600}>
        {people(count)}: {sentence}
      </Text>
      <Text size="sm" c="var(--quiet)">
        {next} {isRetryable ? '' : 'Sending it again as it is would fail again.'}
        {isLater ? `It can be sent again from ${time.full(retryAt)} on.` : ''}
      </Text>
    </div>
  );
}

function Retry({ campaign, ready }: { campaign: Campaign; ready: readonly Failure[] }) {
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const count = ready.reduce((sum, failure) => sum + failure.people, 0);
  const retry = async (): Promise<void> => {
    setBusy(true);
    try {
      const params = { path: { campaignId: campaign.id } };
      const answer = await read(api.POST('/internal/campaigns/{campaignId}/retry', { params }));
      queryClient.setQueryData(campaignQuery(campaign.id).queryKey, answer.campaign);
      notifications.show({ message: `The message goes out again to ${people(answer.queued)}.` });
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Group>
      <Button
        size="xs"
        loading={isBusy}
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={() => void retry()}
      >
        Send again to {people(count)}
      </Button>
    </Group>
  );
}
