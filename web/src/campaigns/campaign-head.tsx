import { Button, Group, Text, Title } from '@mantine/core';
import { IconBan, IconCopy, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSession } from '../session/session.ts';
import { useTime } from '../ui/use-time.ts';
import { type Campaign, campaignQuery } from './campaign-queries.ts';
import { StateBadge } from './campaigns-page.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { useCopy } from './use-copy.ts';

interface Props {
  readonly campaign: Campaign;
  readonly isCancelling: boolean;
  readonly onCancelling: (isCancelling: boolean) => void;
}

/** Name and state of a campaign, and the steps that its state allows. */
export function CampaignHead({ campaign, isCancelling, onCancelling }: Props) {
  const maySend = useSession().permissions.includes('campaigns.send');
  const { id: campaignId } = campaign;
  const queryClient = useQueryClient();
  const write = useWrite();
  const apply = async (work: () => Promise<Campaign>): Promise<void> => {
    await write.run(async () => {
      try {
        queryClient.setQueryData(campaignQuery(campaignId).queryKey, await work());
      } catch (error) {
        complain(error);
      }
      void queryClient.invalidateQueries({ queryKey: ['campaigns'] });
    });
  };
  const params = { path: { campaignId } };
  const mayCancel = isOpen(campaign);
  return (
    <header>
      <Text size="sm" mb={4}>
        <Link to="/campaigns" className="campaign-back">
          Campaigns
        </Link>
      </Text>
      <Group justify="space-between" mb="md" align="flex-start">
        <div>
          <Group gap="sm">
            <Title order={1} size="h3">
              {campaign.name || 'Without a name'}
            </Title>
            <StateBadge campaign={campaign} />
          </Group>
          <When campaign={campaign} />
        </div>
        {maySend && <Steps {...{ campaign, apply, onCancelling }} isRunning={write.isRunning} />}
      </Group>
      {maySend && mayCancel && isCancelling && (
        <CancelDialog
          campaign={campaign}
          onClose={() => onCancelling(false)}
          onCancel={async () => {
            await apply(() => read(api.POST('/internal/campaigns/{campaignId}/cancel', { params })));
            onCancelling(false);
          }}
        />
      )}
    </header>
  );
}

function isOpen({ state }: Campaign): boolean {
  return state === 'scheduled' || state === 'sending' || state === 'paused';
}

interface StepProps {
  readonly campaign: Campaign;
  readonly apply: (work: () => Promise<Campaign>) => Promise<void>;
  readonly isRunning: boolean;
  readonly onCancelling: (isCancelling: boolean) => void;
}

function Steps({ campaign, apply, isRunning, onCancelling }: StepProps) {
  const { id: campaignId, state } = campaign;
  const copy = useCopy();
  const params = { path: { campaignId } };
  // Of a double click the second one would fall on the button that has come in the place of the first.
  const once = (event: MouseEvent, work: () => Promise<Campaign>): void => {
    if (event.detail <= 1) void apply(work);
  };
  const pause = () => read(api.POST('/internal/campaigns/{campaignId}/pause', { params }));
  const resume = () => read(api.POST('/internal/campaigns/{campaignId}/resume', { params }));
  return (
    <Group gap="xs">
      {state === 'sending' && (
        <Button
          variant="default"
          loading={isRunning}
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          onClick={(event) => once(event, pause)}
        >
          Pause
        </Button>
      )}
      {state === 'paused' && (
        <Button
          loading={isRunning}
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={(event) => once(event, resume)}
        >
          Resume
        </Button>
      )}
      {isOpen(campaign) && (
        <Button variant="default" leftSection={<IconBan size={16} aria-hidden />} onClick={() => onCancelling(true)}>
          Cancel
        </Button>
      )}
      <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void copy(campaignId)}>
        Copy
      </Button>
    </Group>
  );
}

function When({ campaign }: { campaign: Campaign }) {
  const time = useTime();
  const { state, scheduledAt, startedAt, endedAt } = campaign;
  const begun = startedAt === null ? `Begins ${time.full(scheduledAt)}` : `Begun ${time.full(startedAt)}`;
  const isOver = (state === 'completed' || state === 'cancelled') && endedAt !== null;
  const end = isOver ? `, ${state} ${time.full(endedAt)}` : '';
  return (
    <Text size="sm" c="var(--quiet)">
      {begun}
      {end}
    </Text>
  );
}
