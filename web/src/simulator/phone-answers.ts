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
    ...repliesOf(message.id, message.buttons),
  ];
}

/** A card of a template as the phone has it. */
export interface PhoneCard {
  readonly text: string;
  readonly headerKind: string | undefined;
  readonly answers: readonly PhoneAnswer[];
}

interface RawCard {
  readonly text?: string;
  readonly header?: { readonly type?: string };
  readonly buttons?: unknown;
}

export function cardsOf({ id, cards }: PhoneMessage): PhoneCard[] {
  return ((cards ?? []) as readonly RawCard[]).map(({ text = '', header, buttons }) => ({
    text,
    headerKind: header?.type,
    answers: repliesOf(id, buttons),
  }));
}

/** image, video or document, where a template has such a header. */
export function headerKindOf({ header }: PhoneMessage): string | undefined {
  const kind = (header as { readonly type?: string } | undefined)?.type;
  return kind === 'text' ? undefined : kind;
}

function repliesOf(messageId: string, buttons: unknown): PhoneAnswer[] {
  const quick = ((buttons ?? []) as readonly Button[]).filter(({ type }) => /^quick_reply$/i.test(type ?? ''));
  return quick.map((button) => ({
    title: button.text ?? button.title ?? '',
    message: {
      type: 'button',
      context: { message_id: messageId },
      button: { text: button.text ?? button.title, payload: button.text ?? button.title },
    },
  }));
}
