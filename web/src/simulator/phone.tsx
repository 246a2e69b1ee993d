import { ActionIcon, Button, Group, Tabs, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSend, IconX } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { useLiveFrames } from '../live/live-context.tsx';
import { useTime } from '../ui/use-time.ts';
import { CustomerControls } from './customer-controls.tsx';
import { PhoneBubble } from './phone-bubble.tsx';
import { ask, customerQuery, type PhoneMessage, phoneQuery } from './simulator-api.ts';
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
        <Device waId={number} name={number === waId ? name : undefined} channel={other ? undefined : channelPhone} />
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

function Device({ waId, name, channel }: { waId: string; name: string | undefined; channel: string | undefined }) {
  const queryClient = useQueryClient();
  const messages = useQuery(phoneQuery(waId, channel));
  const customer = useQuery(customerQuery(waId));
  const time = useTime();
  const [text, setText] = useState('');
  const [replyTo, setReplyTo] = useState<PhoneMessage | undefined>();
  const refresh = useDebouncedCallback(() => void queryClient.invalidateQueries({ queryKey: ['simulator'] }), 40);
  // The platform hears of all that happens to a phone: its frames say when to look.
  useLiveFrames(refresh);
  useEffect(() => refresh(), [refresh]);
  const write = async (message: Record<string, unknown>): Promise<void> => {
    try {
      const context = replyTo ? { context: { message_id: replyTo.id } } : {};
      await ask('POST', `/customers/${waId}/messages`, {
        ...(channel ? { channel } : {}),
        message: { ...message, ...context },
      });
      setReplyTo(undefined);
      refresh();
    } catch (error) {
      complain(error);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!text.trim()) return;
    void write({ type: 'text', text: { body: text.trim() } });
    setText('');
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
                onQuote={() => setReplyTo(message)}
              />
            ))}
          </div>
        </div>
        {replyTo && (
          <Group className="quote" m={6} justify="space-between" wrap="nowrap">
            <span className="clip">{replyTo.text ?? replyTo.type}</span>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label="Quote nothing"
              onClick={() => setReplyTo(undefined)}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        )}
        <form onSubmit={submit}>
          <Group gap={6} p={8} wrap="nowrap" style={{ background: 'var(--page)' }}>
            <TextInput
              aria-label="Write as the customer"
              placeholder="Write as the customer"
              radius="xl"
              style={{ flex: 1 }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <ActionIcon type="submit" radius="xl" size={36} aria-label="Send as the customer">
              <IconSend size={18} />
            </ActionIcon>
          </Group>
        </form>
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
          />
        </Tabs.Panel>
        <Tabs.Panel value="world" pt="xs">
          <WorldControls waId={waId} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
