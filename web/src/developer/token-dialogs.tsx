import { Button, Code, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { isTypedName } from '../ui/typed-name.ts';
import { type ApiToken, type MadeToken, rereadTokens } from './token-queries.ts';

/** The text of a token, this once, with a first call to try it by. */
export function ShownToken({ made, onClose }: { made: MadeToken; onClose: () => void }) {
  const curl = `curl -H "Authorization: Bearer ${made.text}" ${window.location.origin}/api/parley/v1/token`;
  return (
    <Modal opened onClose={onClose} closeOnClickOutside={false} size="lg" title={`The token ${made.token.name}`}>
      <Stack gap="sm">
        <Text size="sm">Keep it where your program runs. It is shown this once; Parley stores only a hash of it.</Text>
        <Copied label="Copy the token" text={made.text} />
        <Text size="sm">A first call, which says what the token may do:</Text>
        <Copied label="Copy the call" text={curl} />
        <Group justify="flex-end">
          <Button onClick={onClose}>I have kept it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Copied({ label, text }: { label: string; text: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="start">
      <Code block className="code-block" style={{ flex: 1 }} tabIndex={0}>
        {text}
      </Code>
      <CopyButton size="xs" label="Copy" text={text} aria-label={label} />
    </Group>
  );
}

interface OneToken {
  readonly token: ApiToken;
  readonly onClose: () => void;
}

/** Asks for the name, since a program stops working. */
export function RevokeDialog({ token, onClose }: OneToken) {
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const { isRunning, error, run } = useWrite();
  const revoke = () =>
    run(async () => {
      const params = { path: { tokenId: token.id } };
      await read(api.DELETE('/api/parley/v1/tokens/{tokenId}', { params }));
      notifications.show({ message: `${token.name} is revoked. No call with it is taken any more.` });
      onClose();
      await rereadTokens(queryClient);
    });
  return (
    <Modal opened onClose={onClose} title={`Revoke ${token.name}?`}>
      <Stack gap="sm">
        <Text size="sm">Programs that use it are refused from now on. This can't be undone.</Text>
        <TextInput
          label={`Type ${token.name} to confirm`}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Refusal error={error} mt={0} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color="red.9"
            loading={isRunning}
            disabled={!isTypedName(typed, token.name)}
            onClick={() => void revoke()}
          >
            Revoke
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const overlaps = [
  { value: '0', label: 'Not at all' },
  { value: '3600', label: 'For an hour' },
  { value: '86400', label: 'For a day' },
  { value: '604800', label: 'For a week' },
];

/** A successor with the same rights, and how long the old one is still taken. */
export function RotateDialog({ token, onClose, onMade }: OneToken & { readonly onMade: (made: MadeToken) => void }) {
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState('86400');
  const { isRunning, error, run } = useWrite();
  const rotate = () =>
    run(async () => {
      const params = { path: { tokenId: token.id } };
      const body = { overlapSeconds: Number(overlap) };
      onMade(await read(api.POST('/api/parley/v1/tokens/{tokenId}/rotate', { params, body })));
      await rereadTokens(queryClient);
    });
  return (
    <Modal opened onClose={onClose} title={`Rotate ${token.name}`}>
      <Stack gap="sm">
        <Text size="sm">A new token with the same name and rights takes its place.</Text>
        <Select
          label="The old one is still taken"
          data={overlaps}
          allowDeselect={false}
          value={overlap}
          onChange={(value) => setOverlap(value ?? '0')}
        />
        <Refusal error={error} mt={0} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={isRunning} onClick={() => void rotate()}>
            Rotate
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
