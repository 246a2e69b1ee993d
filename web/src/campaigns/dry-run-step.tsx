import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { ErrorState } from '../ui/states.tsx';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { type ChangedAudience, type DryRun, dryRunQuery } from './campaign-queries.ts';
import type { Step } from './campaign-search.ts';
import { people } from './campaign-words.ts';
import { DryRunPeople } from './dry-run-people.tsx';
import { DryRunView } from './dry-run-view.tsx';
import type { DraftEditor } from './use-draft-editor.ts';

interface Props {
  readonly editor: DraftEditor;
  readonly runId: string | undefined;
  readonly onRun: (runId: string) => void;
  readonly onGo: (step: Step) => void;
}

/** Shows who is sent what, when and for how much, before anything is sent; then sends just that. */
export function DryRunStep({ editor, runId, onRun, onGo }: Props) {
  const queryClient = useQueryClient();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const begun = useRef(false);
  const run = useQuery({ ...dryRunQuery(runId ?? ''), enabled: runId !== undefined });
  const make = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const draftId = await editor.flush();
      const params = { path: { draftId } };
      const made = await read(api.POST('/internal/campaigns/drafts/{draftId}/dry-runs', { params }));
      queryClient.setQueryData(dryRunQuery(made.id).queryKey, made);
      onRun(made.id);
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  useEffect(() => {
    if (runId !== undefined || begun.current) return;
    begun.current = true;
    void make();
  });
  if (isBusy || run.data?.state === 'counting') {
    const counted = run.data && 'counted' in run.data ? run.data.counted : 0;
    return (
      <Group role="status" p="xl">
        <Loader size="sm" />
        <Text>
          Looking at everybody in the audience
          {counted > 0 ? `: ${people(counted)} so far` : ''}. You may leave; it goes on.
        </Text>
      </Group>
    );
  }
  if (error) return <Refused error={error} onAgain={() => void make()} onGo={onGo} />;
  if (run.isError) return <ErrorState error={run.error} onRetry={() => void make()} />;
  if (runId === undefined && begun.current) {
    return (
      <Group>
        <Text size="sm">The draft was changed, so there is no dry run of it.</Text>
        <Button onClick={() => void make()}>Make a dry run</Button>
      </Group>
    );
  }
  if (!run.data) return null;
  if ('counted' in run.data) {
    const problem = new ApiError(400, 'unknown', run.data.problem ?? 'It could not be finished.');
    return <Refused error={problem} onAgain={() => void make()} onGo={onGo} />;
  }
  return <Ready key={run.data.id} dryRun={run.data} onAgain={() => void make()} />;
}

const stepOfField: Readonly<Record<string, Step>> = {
  name: 'audience',
  audience: 'audience',
  templateId: 'message',
  channelId: 'message',
  values: 'message',
  schedule: 'time',
};

function Refused({ error, onAgain, onGo }: { error: unknown; onAgain: () => void; onGo: (step: Step) => void }) {
  const text = messageOf(error);
  // The sentences of the server name what is missing.
  const words: readonly (readonly [RegExp, keyof typeof stepOfField])[] = [
    [/template|value/i, 'values'],
    [/moment|day and a time|quiet/i, 'schedule'],
  ];
  const field = words.find(([pattern]) => pattern.test(text))?.[1] ?? 'audience';
  const isOurs = error instanceof ApiError && error.status >= 400 && error.status < 500;
  return (
    <Alert color="orange" role="alert" title="The dry run could not be made">
      <Text size="sm">{text}</Text>
      <Group mt="sm" gap="xs">
        {isOurs && (
          <Button size="xs" variant="default" onClick={() => onGo(stepOfField[field] ?? 'audience')}>
            Change it
          </Button>
        )}
        <Button size="xs" variant="default" onClick={onAgain}>
          Try again
        </Button>
      </Group>
    </Alert>
  );
}

function Ready({ dryRun, onAgain }: { dryRun: DryRun; onAgain: () => void }) {
  const nowMs = useNow();
  const time = useTime();
  const isOver = dryRun.state === 'over' || Date.parse(dryRun.validUntil) <= nowMs;
  return (
    <Stack gap="md">
      <DryRunView dryRun={dryRun} />
      <DryRunPeople dryRunId={dryRun.id} skipped={dryRun.recipients - dryRun.pending} />
      {isOver ? (
        <Alert color="orange" title="This dry run is over">
          <Button size="xs" onClick={onAgain}>
            Make a new dry run
          </Button>
        </Alert>
      ) : (
        <Launch dryRun={dryRun} onAgain={onAgain} />
      )}
      {!isOver && (
        <Text size="xs" c="var(--quiet)">
          It can be launched until {time.clock(dryRun.validUntil)}. What is sent is what stands here, or nothing.
        </Text>
      )}
    </Stack>
  );
}

function Launch({ dryRun, onAgain }: { dryRun: DryRun; onAgain: () => void }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [changed, setChanged] = useState<ChangedAudience | undefined>();
  const [error, setError] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);
  const launch = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const params = { path: { dryRunId: dryRun.id } };
      const body = { hash: dryRun.hash };
      const { id } = await read(api.POST('/internal/campaigns/dry-runs/{dryRunId}/launch', { params, body }));
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } });
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
    } catch (cause) {
      const isChanged = cause instanceof ApiError && cause.reason === 'campaign.audience_changed';
      if (isChanged) setChanged(cause.body as ChangedAudience);
      else setError(messageOf(cause));
      setBusy(false);
    }
  };
  if (changed) return <Changed changed={changed} onAgain={onAgain} />;
  const isBarred = dryRun.pending === 0 || dryRun.warnings.some(({ kind }) => kind === 'wallet');
  return (
    <Group>
      <Button
        leftSection={<IconSend size={16} aria-hidden />}
        loading={isBusy}
        disabled={isBarred}
        onClick={() => void launch()}
      >
        Send to {people(dryRun.pending)}
      </Button>
      <Button variant="default" onClick={onAgain}>
        New dry run
      </Button>
      <FaultLine error={error} />
    </Group>
  );
}

const changeWords = { joined: 'is new', left: 'is not in it any more', changed: 'would get another text' } as const;

function Changed({ changed, onAgain }: { changed: ChangedAudience; onAgain: () => void }) {
  const { joined = 0, left = 0, changed: other = 0, examples = [] } = changed.changes ?? {};
  return (
    <Alert color="orange" role="alert" title="Nothing was sent: the audience has changed">
      <Text size="sm">
        Since the dry run {people(joined)} came in, {people(left)} went out, and {people(other)} would get another text.
      </Text>
      <ul>
        {examples.map(({ who, what }) => (
          <li key={`${who} ${what}`}>
            {/^\d+$/.test(who) ? `+${who}` : who} {changeWords[what]}
          </li>
        ))}
      </ul>
      <Button size="xs" onClick={onAgain}>
        Make a new dry run
      </Button>
    </Alert>
  );
}
