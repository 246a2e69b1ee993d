import { ActionIcon, Button, Group, Menu, Modal, Textarea, Tooltip } from '@mantine/core';
import { IconCalendarTime, IconMoodSmile, IconPaperclip, IconSend, IconTemplate } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { csrf } from '../api/client.ts';
import type { ConversationRow, Media, MessageItem, NewContent, TimelinePage } from '../api/types.ts';
import { words } from '../ui/words.ts';
import { timelineKey } from './inbox-queries.ts';
import { QuickReplies } from './quick-replies.tsx';
import { ScheduleDialog } from './schedule-dialog.tsx';
import { TemplatePicker } from './template-picker.tsx';
import { type ConversationActions, complain, type SendOptions } from './use-conversation-actions.ts';
import { useDraft } from './use-draft.ts';

const emoji = [...'😀😄😊😉😍🤔😅😂🙂😇🙏👍👎👏💪🤝👋🎉✨🔥❤️💚💙✅❌⚠️❓📦🚚📞📍🕐💳🧾🎁'].filter(
  (sign) => sign !== '\ufe0f',
);

interface Props {
  readonly conversation: ConversationRow;
  readonly quoted: MessageItem | undefined;
  readonly onSent: () => void;
  readonly onTyping: () => void;
  readonly actions: ConversationActions;
}

export function ReplyField({ conversation, quoted, onSent, onTyping, actions }: Props) {
  const { id } = conversation;
  const [text, setText] = useDraft(id, 'reply');
  const [dialog, setDialog] = useState<'template' | 'schedule' | undefined>();
  const [crossed, setCrossed] = useState<{ content: NewContent; items: readonly MessageItem[] } | undefined>();
  const [isOver, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const queryClient = useQueryClient();

  const deliver = async (content: NewContent, options: SendOptions = {}): Promise<void> => {
    const page = queryClient.getQueryData<TimelinePage>(timelineKey(id));
    const lastSeenId = page?.items.findLast((item) => !item.id.startsWith('waiting-'))?.id;
    try {
      await actions.send(content, { replyToId: quoted?.id, lastSeenId, ...options });
      onSent();
    } catch (error) {
      if (content.kind === 'text' && content.text) setText(content.text);
      const items = crossedItems(error);
      if (items) setCrossed({ content, items });
      else complain(error);
    }
  };
  const send = (): void => {
    const said = text.trim();
    if (!said) return;
    setText('');
    void deliver({ kind: 'text', text: said });
  };
  const sendFiles = async (list: FileList | readonly File[]): Promise<void> => {
    for (const file of [...list].slice(0, 10)) {
      try {
        const media = await upload(file);
        await deliver({ kind: 'media', mediaId: media.id });
      } catch (error) {
        complain(error);
      }
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || text.startsWith('/')) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void sendFiles(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void sendFiles(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button beside it does the same by keyboard
    <div
      className={isOver ? 'composer' : undefined}
      data-drop={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <QuickReplies
        conversationId={id}
        text={text}
        onPick={(reply) => {
          setText(reply.rendered ?? reply.text);
          if (reply.media) void deliver({ kind: 'media', mediaId: reply.media.id });
          field.current?.focus();
        }}
      />
      <Textarea
        ref={field}
        data-key="reply"
        aria-label={words.composer.reply}
        placeholder={words.composer.replyHint}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4096}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onTyping();
        }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      <Group justify="space-between" mt={6}>
        <Group gap={2}>
          <input
            ref={files}
            type="file"
            multiple
            hidden
            aria-label="Files"
            onChange={(event) => event.currentTarget.files && void sendFiles(event.currentTarget.files)}
          />
          <Tool label="Send files" onClick={() => files.current?.click()} icon={<IconPaperclip size={18} />} />
          <EmojiMenu onPick={(sign) => setText(text + sign)} />
          <Tool
            label={words.composer.template}
            onClick={() => setDialog('template')}
            icon={<IconTemplate size={18} />}
          />
          <Tool label="Send later" onClick={() => setDialog('schedule')} icon={<IconCalendarTime size={18} />} />
        </Group>
        <Button size="xs" leftSection={<IconSend size={14} />} onClick={send} disabled={!text.trim()}>
          {words.composer.send}
        </Button>
      </Group>
      {dialog === 'template' && (
        <TemplatePicker
          contactName={conversation.contact.name}
          onClose={() => setDialog(undefined)}
          onSend={(template) => actions.send({ kind: 'template', template })}
        />
      )}
      {dialog === 'schedule' && (
        <ScheduleDialog
          conversationId={id}
          text={text}
          onClose={() => setDialog(undefined)}
          onScheduled={() => setText('')}
        />
      )}
      {crossed && (
        <CrossedDialog
          items={crossed.items}
          onClose={() => setCrossed(undefined)}
          onSend={() => {
            setCrossed(undefined);
            setText('');
            void deliver(crossed.content, { force: true });
          }}
        />
      )}
    </div>
  );
}

function Tool({ label, icon, onClick }: { label: string; icon: React.ReactNode; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function EmojiMenu({ onPick }: { onPick: (sign: string) => void }) {
  return (
    <Menu position="top-start" width={280}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Emoji">
          <IconMoodSmile size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown style={{ display: 'flex', flexWrap: 'wrap' }}>
        {emoji.map((sign) => (
          <Menu.Item key={sign} w={38} p={6} fz="lg" closeMenuOnClick={false} onClick={() => onPick(sign)}>
            {sign}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A colleague answered while this reply was written: nothing was sent yet. */
function CrossedDialog(props: { items: readonly MessageItem[]; onClose: () => void; onSend: () => void }) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title="Somebody answered meanwhile"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {props.items.map((item) => (
        <div key={item.id} className="quote">
          <strong>{item.sender.name ?? 'A program'}</strong>
          <br />
          {item.text ?? item.type}
        </div>
      ))}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={props.onClose}>
          Keep my draft
        </Button>
        <Button onClick={props.onSend}>Send mine too</Button>
      </Group>
    </Modal>
  );
}

function crossedItems(error: unknown): readonly MessageItem[] | undefined {
  if (!(error instanceof ApiError) || error.status !== 409) return undefined;
  const { crossed } = (error.body ?? {}) as { crossed?: MessageItem[] };
  return crossed && crossed.length > 0 ? crossed : undefined;
}

async function upload(file: File): Promise<Media> {
  const form = new FormData();
  form.append('file', file, file.name);
  const answer = await fetch('/internal/inbox/media', {
    method: 'POST',
    headers: { 'x-parley-csrf': csrf.token },
    body: form,
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Media;
  const { reason, message, requestId } = (body ?? {}) as { reason?: string; message?: string; requestId?: string };
  throw new ApiError(answer.status, reason ?? 'unknown', message ?? `${file.name} was not taken.`, requestId, body);
}
