import { Button, Divider, Group, Modal, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useSession } from '../session/session.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { FormEnd } from './form-end.tsx';
import type { Channel } from './settings-queries.ts';
import { useChange } from './use-change.ts';

/** What customers see of a number, stopping it, and what Meta says when asked. */
export function ChannelDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { permissions } = useSession();
  const mayChange = permissions.includes('settings.manage');
  return (
    <Modal opened onClose={onClose} size="lg" title={channel.name}>
      {mayChange && (
        <>
          <ProfileForm channel={channel} onClose={onClose} />
          <Divider my="md" />
          {!channel.pausedAt && <PauseForm channel={channel} />}
        </>
      )}
      <Checks channel={channel} />
    </Modal>
  );
}

type Field = 'about' | 'description' | 'address' | 'email';
const limits: Readonly<Record<Field, number>> = { about: 139, description: 512, address: 256, email: 128 };

function ProfileForm({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const change = useChange();
  const known = (field: Field): string => channel.facts?.[field] ?? '';
  const [values, setValues] = useState({
    about: known('about'),
    description: known('description'),
    address: known('address'),
    email: known('email'),
    websites: (channel.facts?.websites ?? []).join('\n'),
  });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const fields = (Object.keys(limits) as Field[]).filter((field) => values[field].trim() !== known(field));
    const websites = values.websites.split(/\s+/).filter(Boolean);
    const hasNewSites = websites.join('\n') !== (channel.facts?.websites ?? []).join('\n');
    const body = {
      ...Object.fromEntries(fields.map((field) => [field, values[field].trim()])),
      ...(hasNewSites ? { websites } : {}),
    };
    if (Object.keys(body).length === 0) return onClose();
    const params = { path: { channelId: channel.id } };
    const work = () => read(api.PATCH('/internal/settings/channels/{channelId}/profile', { params, body }));
    if (await change.run(work, 'The profile is changed at Meta.')) onClose();
  };
  const set = (field: keyof typeof values) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setValues((before) => ({ ...before, [field]: value }));
  };
  return (
    <form onSubmit={submit}>
      <Title order={3} size="h6" mb="xs">
        What customers see
      </Title>
      <Stack gap="sm">
        <TextInput label="About" maxLength={limits.about} value={values.about} onChange={set('about')} />
        <Textarea
          label="Description"
          autosize
          minRows={2}
          maxLength={limits.description}
          value={values.description}
          onChange={set('description')}
        />
        <TextInput label="Address" maxLength={limits.address} value={values.address} onChange={set('address')} />
        <TextInput label="E-mail" maxLength={limits.email} value={values.email} onChange={set('email')} />
        <Textarea
          label="Websites"
          description="One a line, at most two."
          autosize
          minRows={1}
          maxLength={520}
          value={values.websites}
          onChange={set('websites')}
        />
      </Stack>
      <FormEnd change={change} />
    </form>
  );
}

function PauseForm({ channel }: { channel: Channel }) {
  const change = useChange();
  const [reason, setReason] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const params = { path: { channelId: channel.id } };
    const body = { reason: reason.trim() };
    await change.run(
      () => read(api.POST('/internal/settings/channels/{channelId}/pause', { params, body })),
      `${channel.name} is paused: what is sent waits.`,
    );
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs" mb="md">
        <TextInput
          style={{ flex: '1 1 200px' }}
          label="Pause it: nothing is sent until it is resumed"
          placeholder="Why"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={change.isRunning} disabled={!reason.trim()}>
          Pause
        </Button>
      </Group>
      <Refusal error={change.error} />
    </form>
  );
}

const levels = { ok: 'Well', info: 'Note', warn: 'Look', fail: 'Broken' } as const;

function Checks({ channel }: { channel: Channel }) {
  const [asked, setAsked] = useState(false);
  const checks = useQuery({
    queryKey: ['settings-checks', channel.id],
    enabled: asked,
    staleTime: 0,
    queryFn: () =>
      read(api.GET('/internal/settings/channels/{channelId}/checks', { params: { path: { channelId: channel.id } } })),
  });
  return (
    <section aria-label="Checks">
      <Group justify="space-between">
        <Text size="sm">Ask Meta whether this number works.</Text>
        <Button
          variant="default"
          size="xs"
          loading={checks.isFetching}
          onClick={() => (asked ? void checks.refetch() : setAsked(true))}
        >
          Check now
        </Button>
      </Group>
      {asked && checks.isPending && <RowsSkeleton rows={2} />}
      {checks.isError && <ErrorState error={checks.error} onRetry={() => void checks.refetch()} />}
      {checks.data?.isSimulated && (
        <Text size="xs" c="var(--quiet)" mt="xs">
          The simulator plays Meta here.
        </Text>
      )}
      <Stack gap={4} mt="xs">
        {checks.data?.items.map(({ level, what, next }) => (
          <Text key={what} size="sm" style={{ overflowWrap: 'anywhere' }}>
            <Text span fw={600} c={level === 'fail' ? 'var(--bad)' : level === 'warn' ? 'var(--warn)' : 'var(--link)'}>
              {levels[level]}
            </Text>{' '}
            {what}
            {next && <Text span c="var(--quiet)">{`. ${next}`}</Text>}
          </Text>
        ))}
      </Stack>
    </section>
  );
}
