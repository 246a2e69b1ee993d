import { Anchor, Badge, Button, Group, Progress, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useSession } from '../session/session.ts';
import { toPercent } from '../ui/percent.ts';
import { useTime } from '../ui/use-time.ts';
import { isUnderWay, type Job, refreshContacts } from './contact-queries.ts';
import { resultOf, stateOf, titleOf } from './job-words.ts';

/** One import or edit: how far it is, what came of it, and what can be done about it. */
export function JobCard({ job, isAlone = false }: { job: Job; isAlone?: boolean }) {
  const time = useTime();
  const title = titleOf(job);
  useRefreshAtEnd(job);
  return (
    <article className="contacts-card" aria-label={title}>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div style={{ minWidth: 0 }}>
          {isAlone ? (
            <Text component="h2" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Text>
          ) : (
            <Anchor
              component={Link}
              to={`/contacts/imports/${job.id}`}
              fw={600}
              c="inherit"
              style={{ overflowWrap: 'anywhere' }}
            >
              {title}
            </Anchor>
          )}
          <Text size="sm" role="status">
            {resultOf(job)}
          </Text>
          <Text size="xs" c="var(--quiet)">
            {time.full(job.createdAt)}
            {job.operatorName ? `, ${job.operatorName}` : ''}
          </Text>
          {job.problem && (
            <Text size="sm" className="contacts-bad">
              {job.problem}
            </Text>
          )}
        </div>
        <Badge variant="default" tt="none" style={{ flexShrink: 0 }}>
          {stateOf(job)}
        </Badge>
      </Group>
      {isUnderWay(job) && (
        <Progress
          mt="xs"
          aria-label={`Progress of ${title}`}
          value={
            job.state === 'undoing'
              ? toPercent(job.undone + job.kept, job.created + job.updated)
              : toPercent(job.done, job.total)
          }
        />
      )}
      <JobActions job={job} />
    </article>
  );
}

const numbers = new Intl.NumberFormat();

function JobActions({ job }: { job: Job }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { permissions } = useSession();
  const mayWrite = permissions.includes('contacts.write');
  const [isAsking, setAsking] = useState(false);
  const params = { path: { jobId: job.id } };
  const act = async (work: Promise<unknown>): Promise<void> => {
    try {
      await work;
      setAsking(false);
      if (job.state === 'draft') await navigate({ to: '/contacts/imports' });
      await refreshContacts(queryClient);
    } catch (error) {
      complain(error);
    }
  };
  const cancel = (): void => void act(read(api.POST('/internal/contacts/jobs/{jobId}/cancel', { params })));
  const undo = (): void => void act(read(api.POST('/internal/contacts/jobs/{jobId}/undo', { params })));
  // A team that is gone is taken off all its contacts.
  const isLive = (job.state === 'running' && job.kind !== 'teamDelete') || job.state === 'draft';
  const hasReport = job.kind === 'import' && job.failed > 0;
  if (!hasReport && !(mayWrite && (isLive || job.canUndo))) return null;
  return (
    <Group gap="xs" mt="xs">
      {hasReport && (
        <Button
          size="compact-sm"
          variant="default"
          component="a"
          href={`/internal/contacts/jobs/${job.id}/errors`}
          download
        >
          Rows with errors (CSV)
        </Button>
      )}
      {mayWrite && isLive && (
        <Button size="compact-sm" variant="default" onClick={cancel}>
          {job.state === 'draft' ? 'Discard' : 'Cancel'}
        </Button>
      )}
      {mayWrite && job.canUndo && !isAsking && (
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          Take it back
        </Button>
      )}
      {mayWrite && job.canUndo && isAsking && (
        <>
          <Text size="sm">{undoWords(job)}</Text>
          <Button size="compact-sm" color="red.9" onClick={undo}>
            Take it back
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAsking(false)}>
            Leave it
          </Button>
        </>
      )}
    </Group>
  );
}

function undoWords({ created, updated }: Job): string {
  const removed =
    created > 0
      ? `${numbers.format(created)} new ${created === 1 ? 'contact is' : 'contacts are'} removed unless they were used since. `
      : '';
  return `${removed}${updated > 0 ? `Changed ones (${numbers.format(updated)}) get their old values back where nobody changed them since.` : ''}`;
}

/** When work ends, the grid and its counts are read anew. */
function useRefreshAtEnd(job: Job): void {
  const queryClient = useQueryClient();
  const [wasUnderWay, setUnderWay] = useState(isUnderWay(job));
  const isNow = isUnderWay(job);
  useEffect(() => {
    if (wasUnderWay && !isNow) void refreshContacts(queryClient);
    setUnderWay(isNow);
  }, [wasUnderWay, isNow, queryClient]);
}
