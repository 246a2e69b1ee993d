import { useQuery } from '@tanstack/react-query';
import { Facts } from '../ui/facts.tsx';
import { useNow } from '../ui/use-now.ts';
import { useTime } from '../ui/use-time.ts';
import { type Endpoint, replaysQuery } from './webhook-queries.ts';

/** What an endpoint is, whether it answers, and how far the last replays of it are. */
export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  const { full } = useTime();
  const nowMs = useNow();
  const replays = useQuery(replaysQuery(endpoint.id));
  const { failuresInRow, pausedUntil, previousSecretUntil, signed } = endpoint;
  const isAhead = (moment: string | null): moment is string => moment !== null && Date.parse(moment) > nowMs;
  const before = isAhead(previousSecretUntil) ? `, with the secret before too until ${full(previousSecretUntil)}` : '';
  const failures = failuresInRow === 1 ? '1 failure' : `${failuresInRow} failures in a row`;
  const wait = isAhead(pausedUntil) ? `, nothing is tried before ${full(pausedUntil)}` : '';
  // Those that still queue, and what became of the last one.
  const told = (replays.data ?? []).filter(({ state }, place) => state === 'running' || place === 0);
  return (
    <Facts
      rows={[
        ['Address', endpoint.url],
        ['Number', `+${endpoint.channelPhoneNumber}`],
        ['Events', endpoint.eventTypes.join(', ')],
        ['Signed', signed ? `yes${before}` : 'no'],
        ...(failuresInRow === 0 ? [] : [['Last answers', `${failures}${wait}`] as const]),
        ...told.map(
          ({ createdAt, queued, state }) => [`Replay of ${full(createdAt)}`, replayWords(state, queued)] as const,
        ),
      ]}
    />
  );
}

function replayWords(state: string, queued: number): string {
  if (state === 'running') return `${queued} queued so far`;
  return queued === 0 ? 'there was nothing to send again' : `${queued} sent again`;
}
