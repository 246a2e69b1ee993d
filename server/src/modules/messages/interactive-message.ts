/** A message that offers choices, as callers describe it: reply buttons, or a list that opens. */
export type InteractiveMessage = ButtonsMessage | ListMessage;

export interface ButtonsMessage {
  readonly kind: 'buttons';
  readonly header?: InteractiveHeader | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  readonly buttons: readonly ReplyButton[];
}

export interface ListMessage {
  readonly kind: 'list';
  readonly header?: TextHeader | undefined;
  readonly body: string;
  readonly footer?: string | undefined;
  /** The label that opens the list. */
  readonly button: string;
  readonly sections: readonly ListSection[];
}

export interface TextHeader {
  readonly kind: 'text';
  readonly text: string;
}

/** A file above the body, fetched from its address before the message is accepted. */
export interface MediaHeader {
  readonly kind: 'image' | 'video' | 'document';
  readonly url: string;
  /** Of a document; none: the name that the address gives. */
  readonly fileName?: string | undefined;
}

export type InteractiveHeader = TextHeader | MediaHeader;

export interface ReplyButton {
  /** What the tap answers; none: the number of the button. */
  readonly id?: string | undefined;
  readonly title: string;
}

export interface ListSection {
  /** Needed as soon as there is more than one section. */
  readonly title?: string | undefined;
  readonly rows: readonly ListRow[];
}

export interface ListRow {
  /** What the choice answers; none: the number of the row in the list, from 1. */
  readonly id?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
}
