import type { HeaderMedia } from './header-link.ts';
import type { TemplateOwn } from './types.ts';

/**
 * The file that was uploaded here as the sample of a header (`header`, `card0` ...). It stays that of the header until the
 * template is submitted with another.
 */
export function findOwnCopy(
  own: TemplateOwn | null | undefined,
  slot: string,
): Omit<HeaderMedia, 'copiedAt'> | undefined {
  const place = slot === 'header' ? 0 : Number(slot.slice('card'.length)) + 1;
  const { mediaId, path, fileName = null } = own?.samples?.[place] ?? {};
  return mediaId && path ? { mediaId, path, fileName } : undefined;
}
