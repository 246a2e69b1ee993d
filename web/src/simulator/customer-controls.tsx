import { Button, Group, Stack, Switch } from '@mantine/core';
import { complain } from '../inbox/use-conversation-actions.ts';
import { ask, type CustomerBehaviour } from './simulator-api.ts';

const switches = [
  ['auto_read', 'Reads at once'],
  ['auto_deliver', 'Phone is on'],
  ['on_whatsapp', 'Is on WhatsApp'],
  ['blocked', 'Blocks the business'],
  ['opted_out_marketing', 'Wants no marketing'],
] as const;

interface Props {
  readonly waId: string;
  readonly customer: CustomerBehaviour | undefined;
  readonly onWrite: (message: Record<string, unknown>) => void;
  readonly onDone: () => void;
}

/** What the customer does beyond writing, and how the phone behaves. */
export function CustomerControls({ waId, customer, onWrite, onDone }: Props) {
  const act = async (method: string, path: string, body?: unknown): Promise<void> => {
    try {
      await ask(method, path, body);
      onDone();
    } catch (error) {
      complain(error);
    }
  };
  return (
    <Stack gap="xs">
      <Group gap={6}>
        <Button size="compact-sm" variant="default" onClick={() => void act('POST', `/customers/${waId}/read`)}>
          Read all
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onWrite({ type: 'image', image: { caption: 'A photo' } })}
        >
          Send a photo
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            onWrite({
              type: 'location',
              location: { latitude: 52.52, longitude: 13.405, name: 'Berlin', address: 'Alexanderplatz' },
            })
          }
        >
          Send a location
        </Button>
      </Group>
      {switches.map(([key, label]) => (
        <Switch
          key={key}
          size="xs"
          label={label}
          checked={customer?.[key] ?? false}
          disabled={customer === undefined}
          onChange={(event) => void act('PATCH', `/customers/${waId}`, { [key]: event.currentTarget.checked })}
        />
      ))}
    </Stack>
  );
}
