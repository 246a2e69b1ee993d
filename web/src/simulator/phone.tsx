import { ActionIcon, Button, Group, Tabs, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useLiveFrames } from '../live/live-context.tsx';
import { useTime } from '../ui/use-time.ts';
import { CustomerControls } from './customer-controls.tsx';
import { PhoneBubble } from './phone-bubble.tsx';
import { type About, PhoneWriter } from './phone-writer.tsx';
import { ask, customerQuery, phoneQuery } from './simulator-api.ts';
import { WorldControls } from './world-controls.tsx';

interface Props {
  /** Whose phone: the customer of the conversation that is open. */
  readonly waId: string | undefined;
  readonly name: string | undefined;
  readonly channelPhone: string | undefined;
  readonly onClose: () => void;
}

/** A phone that plays a customer of the simulated WhatsApp. What is done here appears in the inbox, and the other way round. */
export function Phone({ waId, name, channelPhone, onClose }: Props) {
  const [other, setOther] = useState<string | undefined>();
  const number = other ?? waId;
  return (
    <aside className="phone-pane" aria-label="The customer's phone">
      <Group justify="space-between" wrap="nowrap">
        <NumberForm
          key={number ?? ''}
          number={number}
          onChoose={(chosen) => setOther(chosen === waId ? undefined : chosen)}
        />
        <ActionIcon variant="subtle" color="gray" aria-label="Put the phone away" onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {number ? (
        <Device
          waId={number}
          name={number === waId ? name : undefined}
          channel={other ? undefined : channelPhone}
          onNumber={setOther}
        />
      ) : (
        <Text size="sm" p="md">
          Open a conversation, or type any number above to write as a new customer.
        </Text>
      )}
    </aside>
  );
}

function NumberForm({ number, onChoose }: { number: string | undefined; onChoose: (number: string) => void }) {
  const [text, setText] = useState(number ?? '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const digits = text.replaceAll(/\D/g, '');
    if (digits.length >= 5) onChoose(digits);
  };
  return (
    <form onSubmit={submit} style={{ flex: 1 }}>
      <TextInput
        size="xs"
        aria-label="Number of the phone"
        placeholder="Number of a customer"
        inputMode="tel"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        rightSectionWidth={52}
        rightSection={
          text !== number && (
            <Button size="compact-xs" type="submit">
              Use
            </Button>
          )
        }
      />
    </form>
  );
}

interface DeviceProps {
  readonly waId: string;
  readonly name: string | undefined;
  readonly channel: string | undefined;
  readonly onNumber: (waId: string) => void;
}

function Device({ waId, name, channel, onNumber }: DeviceProps) {
  const queryClient = useQueryClient();
  const messages = useQuery(phoneQuery(waId, channel));
  const customer = useQuery(customerQuery(waId));
  const time = useTime();
  const [about, setAbout] = useState<About | undefined>();
  const refresh = useDebouncedCallback(() => void queryClient.invalidateQueries({ queryKey: ['simulator'] }), 40);
  // The platform hears of all that happens to a phone: its frames say when to look.
  useLiveFrames(refresh);
  useEffect(() => refresh(), [refresh]);
  const write = async (message: Record<string, unknown>): Promise<void> => {
    try {
      await ask('POST', `/customers/${waId}/messages`, { ...(channel ? { channel } : {}), message });
      setAbout(undefined);
      refresh();
    } catch (error) {
      complain(error);
    }
  };
  const shown = messages.data ?? [];
  const typing = (customer.data?.typing.length ?? 0) > 0;
  return (
    <>
      <div className="device">
        <div className="device-top">
          <div style={{ minWidth: 0 }}>
            <Text fw={600} size="sm" className="clip">
              {name ?? customer.data?.profile_name ?? `+${waId}`}
            </Text>
            <Text size="xs">{typing ? 'the business is typing …' : `+${waId}`}</Text>
          </div>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <div className="device-thread" tabIndex={0} role="log" aria-label="On the phone">
          <div className="timeline-items" style={{ padding: 10 }}>
            {shown.length === 0 && (
              <Text size="sm" ta="center" c="var(--quiet)">
                Nothing yet. Write something below.
              </Text>
            )}
            {shown.map((message) => (
              <PhoneBubble
                key={message.id}
                message={message}
                clock={time.clock(message.at)}
                onAnswer={(answer) => void write(answer)}
                onQuote={() => setAbout({ kind: 'quote', message })}
                onEdit={() => setAbout({ kind: 'edit', message })}
              />
            ))}
          </div>
        </div>
        <PhoneWriter
          key={about?.message.id ?? ''}
          about={about}
          onNothing={() => setAbout(undefined)}
          onWrite={write}
        />
      </div>
      <Tabs keepMounted={false} defaultValue="customer" variant="outline">
        <Tabs.List grow>
          <Tabs.Tab value="customer">As the customer</Tabs.Tab>
          <Tabs.Tab value="world">The world</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="customer" pt="xs">
          <CustomerControls
            waId={waId}
            customer={customer.data}
            onWrite={(message) => void write(message)}
            onDone={refresh}
            onNumber={onNumber}
          />
        </Tabs.Panel>
        <Tabs.Panel value="world" pt="xs">
          <WorldControls waId={waId} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
