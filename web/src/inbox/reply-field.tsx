import { Button, Group, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type ClipboardEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from 'react';
import type { ConversationRow, MessageItem, NewContent, QuickReply, TimelinePage } from '../api/types.ts';
import { words } from '../ui/words.ts';
import { ComposerTools } from './composer-tools.tsx';
import { crossedItems } from './crossed-items.ts';
import { CrossedDialog, ScheduleDialog, TemplatePicker } from './dialogs.ts';
import { timelineKey } from './inbox-queries.ts';
import { QuickReplies } from './quick-replies.tsx';
import { upload } from './upload.ts';
import { type ConversationActions, complain, type SendOptions } from './use-conversation-actions.ts';
import { useDraft } from './use-draft.ts';
import { useFileDrop } from './use-file-drop.ts';

const VoiceRecorder = lazy(() =>
  import('./voice/voice-recorder.tsx').then(({ VoiceRecorder: recorder }) => ({ default: recorder })),
);

/** Files that are sent at once. */
const filesAtOnce = 10;

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
  const [dialog, setDialog] = useState<'template' | 'schedule' | 'voice' | undefined>();
  const field = useRef<HTMLTextAreaElement>(null);
  const { deliver, crossed, forget } = useDelivery({ conversationId: id, quoted, actions, onSent, setText });
  const close = (): void => setDialog(undefined);
  const send = (): void => {
    const said = text.trim();
    if (!said) return;
    setText('');
    void deliver({ kind: 'text', text: said });
  };
  const sendFiles = async (list: readonly File[]): Promise<void> => {
    for (const file of list.slice(0, filesAtOnce)) {
      try {
        const media = await upload(file);
        await deliver({ kind: 'media', mediaId: media.id });
      } catch (error) {
        complain(error);
      }
    }
  };
  const drop = useFileDrop(sendFiles);
  const insert = (sign: string): void => {
    const at = field.current?.selectionStart ?? text.length;
    setText(text.slice(0, at) + sign + text.slice(field.current?.selectionEnd ?? at));
    // The next sign stands behind this one.
    requestAnimationFrame(() => field.current?.setSelectionRange(at + sign.length, at + sign.length));
  };
  const pick = (reply: QuickReply): void => {
    setText(reply.rendered ?? reply.text);
    if (reply.media) void deliver({ kind: 'media', mediaId: reply.media.id });
    field.current?.focus();
  };
  return (
    <div {...drop.handlers} data-drop={drop.isOver || undefined}>
      <QuickReplies conversationId={id} text={text} onPick={pick} />
      <ReplyText field={field} text={text} onText={setText} {...{ onTyping, onFiles: sendFiles, onSend: send }} />
      {dialog === 'voice' ? (
        <Suspense>
          <VoiceRecorder
            onClose={close}
            onSend={async ({ file, isVoice }) => {
              const media = await upload(file);
              await deliver({ kind: 'media', mediaId: media.id, isVoice });
            }}
          />
        </Suspense>
      ) : (
        <Group justify="space-between" mt={6}>
          <Group gap={2}>
            <ComposerTools
              onFiles={(files) => void sendFiles(files)}
              onEmoji={insert}
              onTemplate={() => setDialog('template')}
              onLater={() => setDialog('schedule')}
              onVoice={() => setDialog('voice')}
            />
          </Group>
          <Button size="xs" leftSection={<IconSend size={14} />} onClick={send} disabled={!text.trim()}>
            {words.composer.send}
          </Button>
        </Group>
      )}
      {dialog === 'template' && (
        <TemplatePicker
          contactName={conversation.contact.name}
          onClose={close}
          onSend={(template) => actions.send({ kind: 'template', template })}
        />
      )}
      {dialog === 'schedule' && (
        <ScheduleDialog conversationId={id} text={text} onClose={close} onScheduled={() => setText('')} />
      )}
      {crossed && (
        <CrossedDialog
          items={crossed.items}
          onClose={forget}
          onSend={() => {
            forget();
            setText('');
            void deliver(crossed.content, { force: true });
          }}
        />
      )}
    </div>
  );
}

interface TextProps {
  readonly field: React.RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onTyping: () => void;
  readonly onFiles: (files: readonly File[]) => Promise<void>;
  readonly onSend: () => void;
}

function ReplyText({ field, text, onText, onTyping, onFiles, onSend }: TextProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // A shortcut that fits none is no message: who means it presses the button.
    if (!text.startsWith('/') || text.includes('\n')) onSend();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    void onFiles([...event.clipboardData.files]);
  };
  return (
    <Textarea
      ref={field}
      data-key="reply"
      dir="auto"
      aria-label={words.composer.reply}
      placeholder={words.composer.replyHint}
      autosize
      minRows={1}
      maxRows={8}
      maxLength={4096}
      value={text}
      onChange={(event) => {
        onText(event.currentTarget.value);
        onTyping();
      }}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}

interface DeliveryInput {
  readonly conversationId: string;
  readonly quoted: MessageItem | undefined;
  readonly actions: ConversationActions;
  readonly onSent: () => void;
  readonly setText: (text: string) => void;
}

/** Sends, unless somebody else answered meanwhile: then what was written waits beside what they said. */
function useDelivery({ conversationId, quoted, actions, onSent, setText }: DeliveryInput) {
  const queryClient = useQueryClient();
  const [crossed, setCrossed] = useState<{ content: NewContent; items: readonly MessageItem[] } | undefined>();
  const deliver = async (content: NewContent, options: SendOptions = {}): Promise<void> => {
    const page = queryClient.getQueryData<TimelinePage>(timelineKey(conversationId));
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
  return { deliver, crossed, forget: () => setCrossed(undefined) };
}
