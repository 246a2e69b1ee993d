import type { SendOutcome } from '../../meta/graph-client.ts';

/** What a file is to WhatsApp: the type of the message that carries it. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

/** A file whose bytes are here. */
export interface StoredMedia {
  readonly id: string;
  /** As the API shows it: `data/<folder>/<uuid>.<ext>`. */
  readonly path: string;
  readonly kind: MediaKind;
  /** Lower case, without parameters. */
  readonly mimeType: string;
  readonly fileName: string | null;
  readonly sizeBytes: number;
}

/** A file of a tenant, whether its bytes are here (`stored`), still at WhatsApp (`pending`) or gone (`lost`). */
export interface Media extends Omit<StoredMedia, 'sizeBytes'> {
  readonly state: 'pending' | 'stored' | 'lost';
  /** Null until the file is stored. */
  readonly sizeBytes: number | null;
}

/** What became of bringing a file to WhatsApp: its id for the send, or an outcome that stands for the send. */
export type UploadedMedia =
  | { readonly kind: 'uploaded'; readonly metaMediaId: string }
  | { readonly kind: 'refused'; readonly outcome: SendOutcome };
