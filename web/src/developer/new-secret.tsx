import { Button, Group, Modal, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { Refusal } from '../ui/refusal.tsx';
import { SecretDialog } from './secret-dialog.tsx';
import { type Endpoint, endpointsQuery } from './webhook-queries.ts';

const overlapSeconds = 86_400;
const overlap =
  'Deliveries are signed with the one before too for a day, so that the receiver can be changed meanwhile.';

/** Gives an endpoint a new signing secret, or its first. */
export function NewSecret({ endpoint }: { endpoint: Endpoint }) {
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | undefined>();
  const [note, setNote] = useState<string | undefined>();
  const { error, isRunning, run } = useWrite();
  const make = () =>
    run(async () => {
      const params = { path: { endpointId: endpoint.id } };
      const path = '/api/parley/v1/webhook-endpoints/{endpointId}/rotate-secret';
      const made = await read(api.POST(path, { params, body: { overlapSeconds } }));
      setNote(endpoint.signed ? overlap : undefined);
      setSecret(made.secret ?? undefined);
      setAsking(false);
      await queryClient.invalidateQueries({ queryKey: endpointsQuery.queryKey });
    });
  if (secret !== undefined) {
    return <SecretDialog secret={secret} {...(note ? { note } : {})} onClose={() => setSecret(undefined)} />;
  }
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        New secret
      </Button>
      <Modal opened={isAsking} onClose={() => setAsking(false)} title="Make a new signing secret?">
        <Text size="sm">{endpoint.signed ? overlap : 'Deliveries are signed from then on.'}</Text>
        <Refusal error={error} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAsking(false)}>
            Back
          </Button>
          <Button loading={isRunning} onClick={() => void make()}>
            Make it
          </Button>
        </Group>
      </Modal>
    </>
  );
}
