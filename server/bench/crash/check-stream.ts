import type { ConsumerReport } from '../peers/peer-protocol.ts';
import { query } from '../platform/embedded-database.ts';
import type { Check } from './check.ts';
import { webhookByEvent } from './check-events.ts';
import type { StreamReport } from './stream-reader.ts';

const tenant = '100100';

/** The stream, read over all kills from one cursor, is the log: no gap, no repeat; and it tells what the webhooks told. */
export async function checkStream(dataDir: string, stream: StreamReport, consumer: ConsumerReport): Promise<Check[]> {
  const rows = await query<{ id: string; type: string }>(
    dataDir,
    'select id, type from events where tenant_id = $1 order by id',
    [tenant],
  );
  const counts = new Map<string, number>();
  for (const { id } of stream.events) counts.set(id, (counts.get(id) ?? 0) + 1);
  const known = new Set(rows.map((row) => row.id));
  const gaps = rows.filter((row) => !counts.has(row.id)).map((row) => `${row.type} ${row.id} was not read`);
  const unknown = [...counts.keys()].filter((id) => !known.has(id)).map((id) => `${id} is not in the log`);
  const repeats = [...counts].filter(([, times]) => times > 1).map(([id, times]) => `${id} was read ${times} times`);
  return [
    { name: 'the event stream has no gap', looked: rows.length, breaches: [...gaps, ...unknown, ...stream.refusals] },
    { name: 'the event stream repeats nothing', looked: stream.events.length, breaches: repeats },
    checkAgainstWebhooks(stream, consumer),
  ];
}

/** Every webhook that arrived is an event that the stream told. */
function checkAgainstWebhooks(stream: StreamReport, consumer: ConsumerReport): Check {
  const told = new Set(
    stream.events.flatMap(({ type, subjectId }) => {
      const name = webhookByEvent[type as keyof typeof webhookByEvent];
      return name === undefined ? [] : [`${name} ${subjectId}`];
    }),
  );
  const arrived = Object.values(consumer.byConversation).flat();
  const breaches = arrived.filter((entry) => !told.has(entry)).map((entry) => `${entry} is not in the stream`);
  return { name: 'the event stream tells what the webhooks told', looked: arrived.length, breaches };
}
