import type { PhoneMessage } from './simulator-api.ts';

export interface PhoneAnswer {
  readonly title: string;
  /** What the phone sends when it is pressed. */
  readonly message: Record<string, unknown>;
}

interface Button {
  readonly type?: string;
  readonly text?: string;
  readonly title?: string;
  readonly id?: string;
  readonly reply?: { readonly id: string; readonly title: string };
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
}

interface Interactive {
  readonly type?: string;
  readonly action?: {
    readonly buttons?: readonly Button[];
    readonly sections?: readonly { readonly rows?: readonly Row[] }[];
  };
}

/** The buttons and rows of a message, each with the message that pressing it sends. */
export function answersOf(message: PhoneMessage): PhoneAnswer[] {
  const context = { message_id: message.id };
  const interactive = message.interactive as Interactive | undefined;
  const replies = (interactive?.action?.buttons ?? []).flatMap(({ reply }) => (reply ? [reply] : []));
  const rows = (interactive?.action?.sections ?? []).flatMap((section) => section.rows ?? []);
  const quick = ((message.buttons ?? []) as readonly Button[]).filter(({ type }) => /^quick_reply$/i.test(type ?? ''));
  return [
    ...replies.map((reply) => ({
      title: reply.title,
      message: {
        type: 'interactive',
        context,
        interactive: { type: 'button_reply', button_reply: { id: reply.id, title: reply.title } },
      },
    })),
    ...rows.map(({ id, title, description }) => ({
      title,
      message: {
        type: 'interactive',
        context,
        interactive: { type: 'list_reply', list_reply: { id, title, ...(description ? { description } : {}) } },
      },
    })),
    ...quick.map((button) => ({
      title: button.text ?? button.title ?? '',
      message: {
        type: 'button',
        context,
        button: { text: button.text ?? button.title, payload: button.text ?? button.title },
      },
    })),
  ];
}
