import { writeOggOpus } from './ogg-opus.ts';
import { readWebmOpus } from './webm-packets.ts';

/** A recording under way. */
export interface Recording {
  /** Ends it. */
  finish(): Promise<VoiceFile>;
  /** Lets the microphone go and forgets what was said. */
  cancel(): void;
}

export interface VoiceFile {
  readonly file: File;
  /** Shown as a voice message by WhatsApp; else as a sound file. */
  readonly isVoice: boolean;
}

/** Speech needs no more; ten minutes are 2.4 MB of the 16 that WhatsApp takes. */
const bitsPerSecond = 32_000;

const formats = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2'] as const;

/** Whether this browser can record what WhatsApp takes. Microphones open on secure pages and on localhost only. */
export function canRecord(): boolean {
  return formatOfBrowser() !== undefined && navigator.mediaDevices !== undefined;
}

function formatOfBrowser(): (typeof formats)[number] | undefined {
  return typeof MediaRecorder === 'undefined' ? undefined : formats.find((type) => MediaRecorder.isTypeSupported(type));
}

/** Asks for the microphone and begins. Throws what the browser refuses. */
export async function recordVoice(): Promise<Recording> {
  const format = formatOfBrowser();
  if (format === undefined) throw new Error('This browser records nothing that WhatsApp takes.');
  const microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  const context = new AudioContext();
  // WhatsApp takes voice messages in one channel only, whatever the microphone has.
  const mono = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' });
  context.createMediaStreamSource(microphone).connect(mono);
  const recorder = new MediaRecorder(mono.stream, { mimeType: format, audioBitsPerSecond: bitsPerSecond });
  const parts: Blob[] = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const release = (): void => {
    for (const track of microphone.getTracks()) track.stop();
    void context.close();
  };
  recorder.start();
  return {
    finish: () =>
      new Promise((resolve, reject) => {
        recorder.onstop = () => {
          release();
          toVoiceFile(new Blob(parts), format).then(resolve, reject);
        };
        recorder.stop();
      }),
    cancel() {
      recorder.onstop = null;
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}

async function toVoiceFile(recorded: Blob, format: (typeof formats)[number]): Promise<VoiceFile> {
  switch (format) {
    case 'audio/ogg;codecs=opus':
      return { file: new File([recorded], 'voice.ogg', { type: 'audio/ogg' }), isVoice: true };
    case 'audio/webm;codecs=opus': {
      // The same sound in another container: nothing is encoded anew.
      const sound = readWebmOpus(new Uint8Array(await recorded.arrayBuffer()));
      return { file: new File([writeOggOpus(sound)], 'voice.ogg', { type: 'audio/ogg' }), isVoice: true };
    }
    case 'audio/mp4;codecs=mp4a.40.2':
      return { file: new File([recorded], 'voice.m4a', { type: 'audio/mp4' }), isVoice: false };
  }
}
