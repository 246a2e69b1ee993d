import { Code, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../ui/copy-button.tsx';
import { Facts } from '../ui/facts.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { toCurl } from './call-samples.ts';
import { callerOf, tookOf } from './call-table.tsx';
import { prettyJson } from './pretty-json.ts';
import { callQuery, type WholeCall } from './request-queries.ts';

/** A call with both bodies, as far as they are kept. */
export function CallDetail({ callId, onClose }: { callId: string; onClose: () => void }) {
  const call = useQuery(callQuery(callId));
  return (
    <Drawer opened onClose={onClose} position="right" size="xl" title={call.data?.operation ?? 'Call'}>
      {call.isPending && <RowsSkeleton rows={3} />}
      {call.isError && <ErrorState error={call.error} onRetry={() => void call.refetch()} />}
      {call.data && <WholeCallView call={call.data} />}
    </Drawer>
  );
}

function WholeCallView({ call }: { call: WholeCall }) {
  const time = useTime();
  const facts: (readonly [string, string])[] = [
    ['Answer', `${call.status}${call.failed && call.status < 400 ? ', refused in the body' : ''} in ${tookOf(call)}`],
    ...(call.reason ? [['Reason', call.reason] as const] : []),
    ['When', time.exact(call.at)],
    ['By', `${callerOf(call)}, from ${call.address}`],
    ['Request id', call.requestId],
    ...(call.idempotencyKey ? [['Idempotency-Key', call.idempotencyKey] as const] : []),
  ];
  return (
    <Stack gap="md">
      <div className="path">
        <span className="method" data-method={call.method} data-writes={call.method === 'GET' ? undefined : true}>
          {call.method}
        </span>
        {call.path}
      </div>
      <Group gap="xs">
        <CopyButton label="Copy as curl" text={toCurl(toSample(call))} />
        <Link
          to="/developer/reference"
          search={{ show: `${documentOf(call.version)}.${call.operation}` }}
          className="developer-anchor"
        >
          In the reference
        </Link>
      </Group>
      <Facts rows={facts} />
      <Part title="Request" headers={call.requestHeaders} body={call.requestBody} />
      <Part title="Answer" headers={call.answerHeaders} body={call.answerBody} />
    </Stack>
  );
}

interface PartProps {
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

function Part({ title, headers, body }: PartProps) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h6" mb={4}>
        {title}
      </Title>
      <Facts rows={Object.entries(headers)} />
      {body === null ? (
        <Text size="sm" c="var(--quiet)" mt="xs">
          Without a body.
        </Text>
      ) : (
        <Code block className="code-block" mt="xs" tabIndex={0} aria-label={`${title}, body`}>
          {prettyJson(body)}
        </Code>
      )}
    </section>
  );
}

/** The document of the reference that holds the operations of a version. */
function documentOf(version: WholeCall['version']): string {
  if (version === 'parley') return 'parley';
  return version === 'v3' ? 'wati-v3' : 'wati-v1-v2';
}

function toSample(call: WholeCall) {
  const isJson = call.requestHeaders['content-type']?.includes('form') !== true;
  return {
    method: call.method,
    url: `${window.location.origin}${call.path}`,
    json: isJson && call.requestBody !== null ? call.requestBody : undefined,
    form: isJson || call.requestBody === null ? undefined : toFields(call.requestBody),
  };
}

function toFields(body: string) {
  try {
    const fields = JSON.parse(body) as Record<string, unknown>;
    return Object.entries(fields).map(([name, value]) => {
      const file = /^\[file (.*), [^,]*, \d+ bytes\]$/.exec(String(value));
      return { name, value: file?.[1] ?? String(value), isFile: file !== null };
    });
  } catch {
    return [];
  }
}
