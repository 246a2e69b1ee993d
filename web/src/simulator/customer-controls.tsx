import { Button, Group, Menu, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { ask, type CustomerBehaviour } from './simulator-api.ts';

const switches = [
  ['auto_read', 'Reads at once'],
  ['auto_deliver', 'Phone is on'],
  ['on_whatsapp', 'Is on WhatsApp'],
  ['blocked', 'Blocks the business'],
  ['opted_out_marketing', 'Wants no marketing'],
  ['hide_phone', 'Hides the number'],
] as const;

/** The simulator puts a small real file into a media message that names none. */
const sendable = [
  ['A photo', { type: 'image', image: { caption: 'A photo' } }],
  ['A voice message', { type: 'audio', audio: { voice: true } }],
  ['A video', { type: 'video', video: { caption: 'A video' } }],
  ['A document', { type: 'document', document: { filename: 'invoice.pdf', caption: 'A document' } }],
  ['A sticker', { type: 'sticker', sticker: {} }],
  [
    'A location',
    {
      type: 'location',
      location: { latitude: 52.52, longitude: 13.405, name: 'Berlin', address: 'Alexanderplatz' },
    },
  ],
  [
    'A contact card',
    {
      type: 'contacts',
      contacts: [
        { name: { formatted_name: 'Noor Haddad', first_name: 'Noor' }, phones: [{ phone: '+4915100000123' }] },
      ],
    },
  ],
  [
    'A basket',
    {
      type: 'order',
      order: {
        catalog_id: '1',
        product_items: [{ product_retailer_id: 'tea-250', quantity: 2, item_price: 7.5, currency: 'EUR' }],
      },
    },
  ],
] as const;

interface Props {
  readonly waId: string;
  readonly customer: CustomerBehaviour | undefined;
  readonly onWrite: (message: Record<string, unknown>) => void;
  readonly onDone: () => void;
  /** The phone has another number from now on. */
  readonly onNumber: (waId: string) => void;
}

/** What the customer does beyond writing, and how the phone behaves. */
export function CustomerControls({ waId, customer, onWrite, onDone, onNumber }: Props) {
  const act = async (method: string, path: string, body?: unknown): Promise<boolean> => {
    try {
      await ask(method, path, body);
      onDone();
      return true;
    } catch (error) {
      complain(error);
      return false;
    }
  };
  const changeNumber = async (wa_id: string): Promise<void> => {
    if (!(await act('POST', `/customers/${waId}/changes`, { wa_id }))) return;
    notifications.show({ message: `The customer now has the number +${wa_id}.` });
    onNumber(wa_id);
  };
  return (
    <Stack gap="xs">
      <Group gap={6}>
        <Button size="compact-sm" variant="default" onClick={() => void act('POST', `/customers/${waId}/read`)}>
          Read all
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void act('POST', `/customers/${waId}/play`)}>
          Play voice messages
        </Button>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="default" rightSection={<IconChevronDown size={14} />}>
              Send something
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {sendable.map(([label, message]) => (
              <Menu.Item key={label} onClick={() => onWrite(message)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
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
      <ChangeNumber onChange={(number) => void changeNumber(number)} />
    </Stack>
  );
}

function ChangeNumber({ onChange }: { onChange: (number: string) => void }) {
  const [text, setText] = useState('');
  const digits = text.replaceAll(/\D/g, '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onChange(digits);
    setText('');
  };
  return (
    <form onSubmit={submit}>
      <Text size="xs" c="var(--quiet)" mb={4}>
        Gets a new number; WhatsApp tells the business
      </Text>
      <Group gap={6} wrap="nowrap">
        <TextInput
          size="xs"
          aria-label="New number"
          placeholder="New number"
          inputMode="tel"
          style={{ flex: 1 }}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button size="xs" variant="default" type="submit" disabled={digits.length < 7}>
          Change
        </Button>
      </Group>
    </form>
  );
}
