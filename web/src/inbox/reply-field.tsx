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
import { StagedFiles } from './staged-files.tsx';
import { upload } from './upload.ts';
import { type ConversationActions, complain, type SendOptions } from './use-conversation-actions.ts';
import { useDraft } from './use-draft.ts';
import { useFileDrop } from './use-file-drop.ts';
import type { StagedFileList } from './use-staged-files.ts';

const VoiceRecorder = lazy(() =>
  import('./voice/voice-recorder.tsx').then(({ VoiceRecorder: recorder }) => ({ default: recorder })),
);

interface Props {
  readonly conversation: ConversationRow;
  readonly quoted: MessageItem | undefined;
  readonly staged: StagedFileList;
  readonly onSent: () => void;
  readonly onTyping: () => void;
  readonly actions: ConversationActions;
}

export function ReplyField({ conversation, quoted, staged, onSent, onTyping, actions }: Props) {
  const { id } = conversation;
  const [text, setText] = useDraft(id, 'reply');
  const [dialog, setDialog] = useState<'template' | 'schedule' | 'voice' | undefined>();
  const field = useRef<HTMLTextAreaElement>(null);
  const [isSending, setSending] = useState(false);
  const { deliver, deliverOrThrow, explain, crossed, forget } = useDelivery({
    conversationId: id,
    quoted,
    actions,
    onSent,
    setText,
  });
  const close = (): void => setDialog(undefined);
  const send = (): void => {
    const said = text.trim();
    if (isSending || (!said && staged.files.length === 0)) return;
    setText('');
    if (staged.files.length === 0) void deliver({ kind: 'text', text: said });
    else void sendFiles(said);
  };
  const sendFiles = async (said: string, options: SendOptions = {}): Promise<void> => {
    let left = said;
    setSending(true);
    try {
      await staged.send(said, async (content) => {
        await deliverOrThrow(content, options);
        if (content.text) left = '';
      });
      if (left) await deliver({ kind: 'text', text: left }, options);
    } catch (error) {
      setText(left);
      explain(error, () => void sendFiles(left, { force: true }));
    } finally {
      setSending(false);
    }
  };
  const stage = (files: readonly File[]): void => {
    staged.add(files);
    field.current?.focus();
  };
  const drop = useFileDrop(stage);
  const insert = (sign: string): void => {
    const at = field.current?.selectionStart ?? text.length;
    setText(text.slice(0, at) + sign + text.slice(field.current?.selectionEnd ?? at));
    // The next sign stands behind this one.
    requestAnimationFrame(() => field.current?.setSelectionRange(at + sign.length, at + sign.length));
  };
  const pick = (reply: QuickReply): void => {
    setText(reply.rendered ?? reply.text);
    if (reply.media) staged.add([reply.media]);
    field.current?.focus();
  };
  return (
    <div {...drop.handlers} data-drop={drop.isOver || undefined}>
      <QuickReplies conversationId={id} text={text} onPick={pick} />
      <StagedFiles
        files={staged.files}
        onRemove={(file) => {
          staged.remove(file);
          field.current?.focus();
        }}
      />
      <ReplyText field={field} text={text} onText={setText} {...{ onTyping, onFiles: stage, onSend: send }} />
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
              onFiles={stage}
              onEmoji={insert}
              onTemplate={() => setDialog('template')}
              onLater={() => setDialog('schedule')}
              onVoice={() => setDialog('voice')}
            />
          </Group>
          <Button
            size="xs"
            leftSection={<IconSend size={14} />}
            onClick={send}
            loading={isSending}
            disabled={!text.trim() && staged.files.length === 0}
          >
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
        <ScheduleDialog
          conversationId={id}
          windowClosesAt={conversation.windowClosesAt}
          text={text}
          onClose={close}
          onScheduled={() => setText('')}
        />
      )}
      {crossed && (
        <CrossedDialog
          items={crossed.items}
          onClose={forget}
          onSend={() => {
            forget();
            setText('');
            crossed.sendAnyway();
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
  readonly onFiles: (files: readonly File[]) => void;
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
    onFiles([...event.clipboardData.files]);
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
  const [crossed, setCrossed] = useState<{ items: readonly MessageItem[]; sendAnyway: () => void } | undefined>();
  const deliverOrThrow = async (content: NewContent, options: SendOptions = {}): Promise<void> => {
    const page = queryClient.getQueryData<TimelinePage>(timelineKey(conversationId));
    const lastSeenId = page?.items.findLast((item) => !item.id.startsWith('waiting-'))?.id;
    await actions.send(content, { replyToId: quoted?.id, lastSeenId, ...options });
    onSent();
  };
  const deliver = async (content: NewContent, options: SendOptions = {}): Promise<void> => {
    try {
      await deliverOrThrow(content, options);
    } catch (error) {
      if (content.kind === 'text' && content.text) setText(content.text);
      explain(error, () => void deliver(content, { force: true }));
    }
  };
  const explain = (error: unknown, sendAnyway: () => void): void => {
    const items = crossedItems(error);
    if (items) setCrossed({ items, sendAnyway });
    else complain(error);
  };
  return { deliver, deliverOrThrow, explain, crossed, forget: () => setCrossed(undefined) };
}
