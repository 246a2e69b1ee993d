import { Button, Group, Menu, SegmentedControl, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ListEnd } from '../ui/list-end.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import type { TokenSearch } from './developer-search.ts';
import { RevokeDialog, RotateDialog, ShownToken } from './token-dialogs.tsx';
import { TokenForm } from './token-form.tsx';
import { type ApiToken, type ApiTokenState, type MadeToken, scopesQuery, tokensQuery } from './token-queries.ts';

type Dialog = { readonly kind: 'change' | 'rotate' | 'revoke'; readonly token: ApiToken };

/** The API tokens of the workspace: who may do what, and when it was last used. */
export function TokensPage() {
  const search = useSearch({ strict: false }) as TokenSearch;
  const navigate = useNavigate();
  const state: ApiTokenState = search.state ?? 'live';
  const [dialog, setDialog] = useState<Dialog | undefined>();
  const [made, setMade] = useState<MadeToken | undefined>();
  // Read before the dialog opens, so that it opens whole and its first field has the focus.
  useQuery(scopesQuery);
  const tokens = useInfiniteQuery(tokensQuery(state));
  const rows = tokens.data?.pages.flatMap((page) => page.tokens) ?? [];
  const go = (next: TokenSearch, replace = false): void =>
    void navigate({ to: '/developer/tokens', search: next, replace });
  const setMaking = (isMaking: boolean): void =>
    go({ ...(search.state ? { state: search.state } : {}), ...(isMaking ? { make: true } : {}) }, !isMaking);
  const close = (): void => setDialog(undefined);
  const show = (one: MadeToken): void => {
    close();
    if (search.make) setMaking(false);
    setMade(one);
  };
  return (
    <div className="developer-scroll">
      <Stack p="md" gap="md" maw={1100}>
        <Group justify="space-between">
          <Title order={1} size="h4">
            API tokens
          </Title>
          <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setMaking(true)}>
            Make a token
          </Button>
        </Group>
        <SegmentedControl
          size="xs"
          aria-label="State"
          style={{ alignSelf: 'start' }}
          data={[
            { value: 'live', label: 'In use' },
            { value: 'expired', label: 'Expired' },
            { value: 'revoked', label: 'Revoked' },
          ]}
          value={state}
          onChange={(value) => go(value === 'live' ? {} : { state: value as 'expired' | 'revoked' })}
        />
        {tokens.isPending && <RowsSkeleton rows={4} />}
        {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
        {tokens.data && rows.length === 0 && (
          <EmptyState
            title={state === 'live' ? 'No token yet' : `No ${state} token`}
            hint="Programs call the API with a token that may do what its scopes say."
          >
            {state === 'live' && <Button onClick={() => setMaking(true)}>Make a token</Button>}
          </EmptyState>
        )}
        {rows.length > 0 && <TokenTable rows={rows} onAct={(kind, token) => setDialog({ kind, token })} />}
        <ListEnd list={tokens} more="Older ones" size="xs" />
      </Stack>
      {search.make && <TokenForm onClose={() => setMaking(false)} onMade={show} />}
      {dialog?.kind === 'change' && <TokenForm token={dialog.token} onClose={close} onMade={show} />}
      {dialog?.kind === 'rotate' && <RotateDialog token={dialog.token} onClose={close} onMade={show} />}
      {dialog?.kind === 'revoke' && <RevokeDialog token={dialog.token} onClose={close} />}
      {made && <ShownToken made={made} onClose={() => setMade(undefined)} />}
    </div>
  );
}

interface TableProps {
  readonly rows: readonly ApiToken[];
  readonly onAct: (kind: Dialog['kind'], token: ApiToken) => void;
}

function TokenTable({ rows, onAct }: TableProps) {
  return (
    <Table.ScrollContainer minWidth={760}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>May</Table.Th>
            <Table.Th>Last used</Table.Th>
            <Table.Th>Made</Table.Th>
            <Table.Th>Ends</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((token) => (
            <TokenRow key={token.id} token={token} onAct={onAct} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function TokenRow({ token, onAct }: { token: ApiToken; onAct: TableProps['onAct'] }) {
  const time = useTime();
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={600}>
          {token.name}
        </Text>
        <Link to="/developer/requests" search={{ token: token.id }} className="developer-anchor">
          {' '}
          Its calls
        </Link>
      </Table.Td>
      <Table.Td maw={320}>
        <ScopeList scopes={token.scopes} />
      </Table.Td>
      <Table.Td>{token.lastUsedAt ? time.full(token.lastUsedAt) : 'Never'}</Table.Td>
      <Table.Td>
        {time.full(token.createdAt)}
        <Text size="xs" c="var(--quiet)">
          {token.createdBy?.name ?? 'On the command line'}
        </Text>
      </Table.Td>
      <Table.Td>
        {token.revokedAt ? time.full(token.revokedAt) : token.expiresAt ? time.full(token.expiresAt) : 'Never'}
        {token.successorId && (
          <Text size="xs" c="var(--quiet)">
            Has a successor
          </Text>
        )}
      </Table.Td>
      <Table.Td>{token.state === 'live' && <TokenMenu token={token} onAct={onAct} />}</Table.Td>
    </Table.Tr>
  );
}

function TokenMenu({ token, onAct }: { token: ApiToken; onAct: TableProps['onAct'] }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-sm" variant="subtle" color="gray" aria-label={`Actions of ${token.name}`}>
          <IconDots size={16} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAct('change', token)}>Change name, rights or expiry</Menu.Item>
        {token.successorId === null && <Menu.Item onClick={() => onAct('rotate', token)}>Rotate</Menu.Item>}
        <Menu.Item c="var(--bad)" onClick={() => onAct('revoke', token)}>
          Revoke
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** So many are told without being asked. */
const shownScopes = 4;

/** What a token may do; a long list is opened, so that each token stays a line of the table. */
function ScopeList({ scopes }: { scopes: ApiToken['scopes'] }) {
  if (scopes === null) return 'Everything';
  const [shown, rest] = [scopes.slice(0, shownScopes), scopes.slice(shownScopes)];
  return (
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      {shown.join(', ')}
      {rest.length > 0 && (
        <details>
          <summary>and {rest.length} more</summary>
          {rest.join(', ')}
        </details>
      )}
    </Text>
  );
}
