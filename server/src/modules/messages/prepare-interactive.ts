import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import { type FetchByUrlDeps, fetchToStore, type StoredMedia } from '../media/index.ts';
import { checkInteractive } from './check-interactive.ts';
import { toInteractiveContent } from './interactive-content.ts';
import type { InteractiveMessage, MediaHeader } from './interactive-message.ts';

/** An interactive message that may be sent: checked, its header's file stored. */
export interface PreparedInteractive {
  readonly kind: 'interactive';
  readonly text: string;
  /** The Cloud API's `interactive` object, without the id of the header's file. */
  readonly body: Record<string, unknown>;
  readonly mediaId: string | null;
}

/**
 * Checks the message, then fetches the file of its header. Throws message.interactive_invalid, also when the file is not
 * of the kind that the header names, and what `fetchToStore` throws.
 */
export async function prepareInteractive(
  deps: FetchByUrlDeps,
  ctx: Context,
  message: InteractiveMessage,
): Promise<PreparedInteractive> {
  checkInteractive(message);
  const { header } = message;
  const prepared = { kind: 'interactive', text: message.body } as const;
  if (header === undefined || header.kind === 'text') {
    return { ...prepared, body: toInteractiveContent(message, undefined), mediaId: null };
  }
  const media = await fetchToStore(deps, ctx, header.url);
  requireKind(header, media);
  const fileName = header.fileName ?? media.fileName ?? undefined;
  return { ...prepared, body: toInteractiveContent(message, { kind: header.kind, fileName }), mediaId: media.id };
}

function requireKind(header: MediaHeader, media: StoredMedia): void {
  if (media.kind === header.kind) return;
  const text = `The header is called ${header.kind}, but its file is of the kind ${media.kind} (${media.mimeType}).`;
  throw new AppError('message.interactive_invalid', text);
}
