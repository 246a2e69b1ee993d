import { NumberInput, Table, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FormEnd } from './form-end.tsx';
import type { KeptFor, Workspace } from './settings-queries.ts';
import { useChange } from './use-change.ts';

const keptWords: Readonly<Record<string, { readonly title: string; readonly hint?: string }>> = {
  receivedFiles: { title: 'Files that customers sent', hint: 'Their messages stay and say that the file is gone.' },
  requestLog: { title: 'API calls in the request log', hint: 'The newest 50,000 at most.' },
  webhookDeliveries: { title: 'Webhook deliveries and their tries', hint: 'What still waits for its endpoint stays.' },
  calls: { title: 'Voice calls', hint: 'That there was one stays in the history of the chat.' },
  linkClicks: {
    title: 'Clicks on links',
    hint: 'By the age of the message. The links go on working; older campaigns show no clicks.',
  },
  contactJobs: { title: 'Imports and edits of contacts, and taking them back' },
  sessions: { title: 'Sessions that are not used' },
  idempotencyKeys: { title: 'Answers to calls with an idempotency key' },
};

/** As it is typed; empty: for ever, where that is the default. */
type Days = Readonly<Record<string, number | string>>;

/** How long things are kept: what the workspace sets, and the times of the server. */
export function RetentionSettings({ workspace }: { workspace: Workspace }) {
  const change = useChange();
  const own = workspace.retention.filter(({ bounds }) => bounds !== null);
  const [days, setDays] = useState<Days>(() => Object.fromEntries(own.map((kept) => [kept.what, kept.days ?? ''])));
  const [isAsking, setAsking] = useState(false);
  const changed = own.filter((kept) => days[kept.what] !== (kept.days ?? ''));
  const isRight = changed.every((kept) => isWithin(kept, days[kept.what]));
  const shorter = changed.filter((kept) => toNumber(days[kept.what]) < (kept.days ?? Number.POSITIVE_INFINITY));
  const save = async (): Promise<void> => {
    const body = Object.fromEntries(changed.map((kept) => [kept.what, toInput(kept, days[kept.what])]));
    await read(api.PATCH('/internal/settings/retention', { body }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (shorter.length > 0) setAsking(true);
    else void change.run(save, doneWords);
  };
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        What is kept how long
      </Title>
      <form onSubmit={submit}>
        <Table>
          <Table.Tbody>
            {workspace.retention.map((kept) => (
              <RetentionRow
                key={kept.what}
                kept={kept}
                value={days[kept.what] ?? kept.days ?? ''}
                onChange={(value) => setDays((known) => ({ ...known, [kept.what]: value }))}
              />
            ))}
          </Table.Tbody>
        </Table>
        <WhatHappens />
        <FormEnd
          change={change}
          action="Save these times"
          isReady={changed.length > 0 && isRight}
          justify="flex-start"
        />
      </form>
      {isAsking && (
        <ConfirmDialog
          title="Delete what is older?"
          action="Delete what is older"
          done={doneWords}
          work={save}
          onClose={() => setAsking(false)}
        >
          <Shortened shorter={shorter} days={days} />
          This cannot be undone.
        </ConfirmDialog>
      )}
    </section>
  );
}

function WhatHappens() {
  return (
    <Text size="xs" c="var(--quiet)" mt="xs">
      What is older is deleted within a day, calls in the request log within an hour. Messages, contacts, sent files and
      the audit log are kept.
    </Text>
  );
}

function Shortened({ shorter, days }: { shorter: readonly KeptFor[]; days: Days }) {
  return shorter.map((kept) => (
    <p key={kept.what} style={{ marginBlock: '0 8px' }}>
      {titleOf(kept)}: what is older than {daysOf(toNumber(days[kept.what]))} goes within a day. It was kept for{' '}
      {daysOf(kept.days)}.
    </p>
  ));
}

const doneWords = 'The times are changed.';

function RetentionRow({
  kept,
  value,
  onChange,
}: {
  kept: KeptFor;
  value: number | string;
  onChange: (value: number | string) => void;
}) {
  const { bounds } = kept;
  const hint = keptWords[kept.what]?.hint;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm">{titleOf(kept)}</Text>
        {hint && (
          <Text size="xs" c="var(--quiet)">
            {hint}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end" w={170}>
        {bounds === null ? (
          <Text size="sm">{daysOf(kept.days)}</Text>
        ) : (
          <>
            <NumberInput
              aria-label={`${titleOf(kept)}, days`}
              suffix={value === 1 ? ' day' : ' days'}
              allowDecimal={false}
              allowNegative={false}
              min={bounds.minDays}
              max={bounds.maxDays}
              clampBehavior="none"
              placeholder={bounds.defaultDays === null ? 'for ever' : undefined}
              error={!isWithin(kept, value)}
              value={value}
              onChange={onChange}
            />
            <Text size="xs" c={isWithin(kept, value) ? 'var(--quiet)' : 'var(--bad)'}>
              {bounds.minDays.toLocaleString()} to {bounds.maxDays.toLocaleString()}
            </Text>
          </>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function titleOf({ what }: KeptFor): string {
  return keptWords[what]?.title ?? what;
}

function isWithin({ bounds }: KeptFor, value: number | string | undefined): boolean {
  if (bounds === null) return false;
  if (value === '') return bounds.defaultDays === null;
  return typeof value === 'number' && value >= bounds.minDays && value <= bounds.maxDays;
}

/** The default is not written down: it may change with the server. */
function toInput({ bounds }: KeptFor, value: number | string | undefined): number | null {
  return typeof value !== 'number' || value === bounds?.defaultDays ? null : value;
}

/** For ever is longer than any time. */
function toNumber(value: number | string | undefined): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

function daysOf(days: number | null): string {
  if (days === null) return 'ever';
  return days === 1 ? '1 day' : `${days.toLocaleString()} days`;
}
