import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconMicrophone, IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../../api/api-error.ts';
import { type Recording, recordVoice, type VoiceFile } from './record-voice.ts';

/** Seconds after which a recording ends by itself. */
const longest = 600;

interface Props {
  /** Throws when it was not sent. */
  readonly onSend: (voice: VoiceFile) => Promise<void>;
  readonly onClose: () => void;
}

/** Records, lets one listen, and sends. Nothing leaves the browser before Send. */
export function VoiceRecorder({ onSend, onClose }: Props) {
  const recording = useRecording();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const send = async (voice: VoiceFile): Promise<void> => {
    setSending(true);
    try {
      await onSend(voice);
      onClose();
    } catch (error) {
      setProblem(messageOf(error));
      setSending(false);
    }
  };
  const { voice, seconds } = recording;
  const told = problem ?? recording.problem;
  return (
    <Group
      gap={8}
      mt={6}
      wrap="nowrap"
      role="group"
      aria-label="Voice message"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Tooltip label="Throw it away (Esc)">
        <ActionIcon variant="subtle" color="red" aria-label="Throw the recording away" onClick={onClose}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      {told && (
        <Text role="alert" size="sm" c="var(--bad)" style={{ flex: 1 }}>
          {told}
        </Text>
      )}
      {!told && !voice && (
        <>
          <IconMicrophone size={18} color="var(--bad)" aria-hidden />
          <Text size="sm" role="timer" aria-label="Recorded" style={{ flex: 1, fontVariantNumeric: 'tabular-nums' }}>
            {clockOf(seconds)}
          </Text>
          <Button
            size="xs"
            autoFocus
            variant="default"
            leftSection={<IconPlayerStop size={14} />}
            onClick={recording.finish}
          >
            Stop
          </Button>
        </>
      )}
      {voice && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: one's own voice, just recorded */}
          <audio src={voice.url} controls aria-label="What was recorded" style={{ flex: 1, minWidth: 0, height: 36 }} />
          <Button size="xs" autoFocus loading={isSending} onClick={() => void send(voice)}>
            Send
          </Button>
        </>
      )}
    </Group>
  );
}

interface Running {
  readonly seconds: number;
  readonly voice: (VoiceFile & { readonly url: string }) | undefined;
  readonly problem: string | undefined;
  finish(): void;
}

/** Records from when it is shown; lets the microphone go when it is not any more. */
function useRecording(): Running {
  const running = useRef<Recording | undefined>(undefined);
  const [seconds, setSeconds] = useState(0);
  const [voice, setVoice] = useState<Running['voice']>();
  const [problem, setProblem] = useState<string | undefined>();
  useEffect(() => {
    let isGone = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    recordVoice().then(
      (recording) => {
        if (isGone) return recording.cancel();
        running.current = recording;
        timer = setInterval(() => setSeconds((now) => now + 1), 1_000);
      },
      () => setProblem('The microphone cannot be used. Allow it for this page, and see that one is connected.'),
    );
    return () => {
      isGone = true;
      clearInterval(timer);
      running.current?.cancel();
    };
  }, []);
  const url = voice?.url;
  useEffect(() => (url ? () => URL.revokeObjectURL(url) : undefined), [url]);
  const finish = (): void => {
    const recording = running.current;
    running.current = undefined;
    recording
      ?.finish()
      .then((made) => setVoice({ ...made, url: URL.createObjectURL(made.file) }))
      .catch(() => setProblem('Nothing was recorded. Try again.'));
  };
  const isOver = seconds >= longest && voice === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends once
  useEffect(() => {
    if (isOver) finish();
  }, [isOver]);
  return { seconds, voice, problem, finish };
}

function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
