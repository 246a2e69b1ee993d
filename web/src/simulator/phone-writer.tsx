import { ActionIcon, Group, TextInput } from '@mantine/core';
import { IconSend, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { PhoneMessage } from './simulator-api.ts';

/** The message that is answered, or the own one that is changed. */
export interface About {
  readonly kind: 'quote' | 'edit';
  readonly message: PhoneMessage;
}

interface Props {
  readonly about: About | undefined;
  readonly onNothing: () => void;
  readonly onWrite: (message: Record<string, unknown>) => Promise<void>;
}

/** Where the customer writes. */
export function PhoneWriter({ about, onNothing, onWrite }: Props) {
  const [text, setText] = useState(about?.kind === 'edit' ? (about.message.text ?? '') : '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const body = text.trim();
    if (!body) return;
    void onWrite(toMessage(body, about));
    setText('');
  };
  return (
    <>
      {about && (
        <Group className="quote" m={6} justify="space-between" wrap="nowrap">
          <span className="clip">
            {about.kind === 'edit' ? 'Change: ' : ''}
            {about.message.text ?? about.message.type}
          </span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={about.kind === 'edit' ? 'Change nothing' : 'Quote nothing'}
            onClick={onNothing}
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
            autoFocus={about !== undefined}
            style={{ flex: 1 }}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <ActionIcon type="submit" radius="xl" size={36} aria-label="Send as the customer">
            <IconSend size={18} />
          </ActionIcon>
        </Group>
      </form>
    </>
  );
}

function toMessage(body: string, about: About | undefined): Record<string, unknown> {
  const text = { type: 'text', text: { body } };
  if (about?.kind === 'edit') {
    return { type: 'edit', edit: { original_message_id: about.message.id, message: text } };
  }
  return about ? { ...text, context: { message_id: about.message.id } } : text;
}
