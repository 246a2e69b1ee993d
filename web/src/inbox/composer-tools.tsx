import { ActionIcon, Loader, Popover, Tooltip } from '@mantine/core';
import { IconCalendarTime, IconMicrophone, IconMoodSmile, IconPaperclip, IconTemplate } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { words } from '../ui/words.ts';
import { canRecord } from './voice/record-voice.ts';
import './inbox-extras.css';

const EmojiPicker = lazy(() => import('./emoji-picker.tsx').then(({ EmojiPicker: picker }) => ({ default: picker })));

interface Props {
  readonly onFiles: (files: readonly File[]) => void;
  readonly onEmoji: (sign: string) => void;
  readonly onTemplate: () => void;
  readonly onLater: () => void;
  readonly onVoice: () => void;
}

/** What else can be put into a reply. */
export function ComposerTools({ onFiles, onEmoji, onTemplate, onLater, onVoice }: Props) {
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file again is a choice, too.
          currentTarget.value = '';
        }}
      />
      <Tool label="Send files" onClick={() => files.current?.click()} icon={<IconPaperclip size={18} />} />
      <Popover position="top-start" width={320} trapFocus returnFocus>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" aria-label="Emoji">
            <IconMoodSmile size={18} />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p="xs" aria-label="Emoji">
          <Suspense fallback={<Loader size="xs" role="status" aria-label="Loading" />}>
            <EmojiPicker onPick={onEmoji} />
          </Suspense>
        </Popover.Dropdown>
      </Popover>
      {canRecord() && <Tool label="Record a voice message" onClick={onVoice} icon={<IconMicrophone size={18} />} />}
      <Tool label={words.composer.template} onClick={onTemplate} icon={<IconTemplate size={18} />} />
      <Tool label="Send later" onClick={onLater} icon={<IconCalendarTime size={18} />} />
    </>
  );
}

function Tool({ label, icon, onClick }: { label: string; icon: ReactNode; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
