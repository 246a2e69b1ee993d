import type { HeaderMedia } from './header-link.ts';
import type { Template, TemplateOwn } from './types.ts';

/** Our copy of the media of a header: what was uploaded here, else what was fetched from Meta. */
export function findHeaderCopy(
  { own, headerMedia }: Pick<Template, 'own' | 'headerMedia'>,
  slot: string,
): Omit<HeaderMedia, 'copiedAt'> | undefined {
  return findOwnCopy(own, slot) ?? headerMedia[slot];
}

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
