import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { ScopePicker } from './scope-picker.tsx';
import { type ApiToken, type MadeToken, rereadTokens, scopesQuery } from './token-queries.ts';
import { useWorkspaceNow } from './use-workspace-now.ts';

interface Props {
  /** The one that is changed; without one a new one is made. */
  readonly token?: ApiToken;
  readonly onClose: () => void;
  readonly onMade: (made: MadeToken) => void;
}

type Rights = 'full' | 'api' | 'some';

const dayMs = 86_400_000;
const spans = [
  { value: '', label: 'Never' },
  { value: '1', label: 'In a day' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];
const keep = { value: 'keep', label: 'As it is' };

/** Makes a token, or changes what one may do. */
export function TokenForm({ token, onClose, onMade }: Props) {
  const queryClient = useQueryClient();
  const catalogue = useQuery(scopesQuery);
  const nowMs = useWorkspaceNow();
  const [name, setName] = useState(token?.name ?? '');
  const [rights, setRights] = useState<Rights>(token?.scopes === null ? 'full' : 'some');
  const [chosen, setChosen] = useState<string[]>(token?.scopes ?? []);
  const [span, setSpan] = useState(token ? keep.value : '90');
  const { isRunning, error, run } = useWrite();
  const save = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    const scopes = rights === 'full' ? null : rights === 'api' ? ['api'] : chosen;
    const body = { name: name.trim(), scopes, ...expiryOf(span, nowMs()) };
    return run(async () => {
      if (token) {
        const path = { tokenId: token.id };
        await read(api.PATCH('/api/parley/v1/tokens/{tokenId}', { params: { path }, body }));
        onClose();
      } else onMade(await read(api.POST('/api/parley/v1/tokens', { body })));
      await rereadTokens(queryClient);
    });
  };
  const mayGiveAll = catalogue.data?.scopes.some(({ access, grantable }) => access === 'all' && grantable) === true;
  return (
    <Modal opened onClose={onClose} size="xl" title={token ? `Change ${token.name}` : 'Make an API token'}>
      {catalogue.isPending && <RowsSkeleton rows={3} />}
      {catalogue.isError && <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />}
      {catalogue.data && (
        <form onSubmit={save}>
          <Stack gap="md">
            <Group grow align="start">
              <TextInput
                label="Name"
                description="What it is for"
                placeholder="Shop system"
                maxLength={100}
                data-autofocus
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Select
                label="Expires"
                description="A token in a forgotten place ends by itself"
                data={token ? [keep, ...spans] : spans}
                allowDeselect={false}
                value={span}
                onChange={(value) => setSpan(value ?? '')}
              />
            </Group>
            <Radio.Group label="It may" value={rights} onChange={(value) => setRights(value as Rights)}>
              <Stack gap={6} mt={4}>
                <Radio value="some" label="Do what is chosen here" />
                {mayGiveAll && <Radio value="api" label="Make every call there is (the scope api)" />}
                {catalogue.data.fullRights && <Radio value="full" label="Do everything, as a token without scopes" />}
              </Stack>
            </Radio.Group>
            {rights === 'some' && <ScopePicker scopes={catalogue.data.scopes} chosen={chosen} onChange={setChosen} />}
            <Refusal error={error} mt={0} />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button
                type="submit"
                loading={isRunning}
                disabled={name.trim() === '' || (rights === 'some' && chosen.length === 0)}
              >
                {token ? 'Save' : 'Make the token'}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function expiryOf(span: string, nowMs: number): { expiresAt?: string | null } {
  if (span === keep.value) return {};
  return { expiresAt: span === '' ? null : new Date(nowMs + Number(span) * dayMs).toISOString() };
}
