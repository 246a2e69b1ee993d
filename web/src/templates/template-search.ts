/** The filters of the gallery. */
export interface GallerySearch {
  readonly q?: string;
  readonly status?: string;
  readonly language?: string;
  readonly category?: string;
  readonly quality?: string;
}

/** What a new template begins with: a sample of the library (`blank` is an empty one), or a copy. */
export interface NewSearch {
  readonly sample?: string;
  readonly copy?: string;
  readonly name?: string;
  readonly language?: string;
}

export interface DetailSearch {
  readonly edit?: boolean;
  readonly dialog?: 'delete' | 'copy';
}

export function readGallerySearch(raw: Record<string, unknown>): GallerySearch {
  return texts(raw, ['q', 'status', 'language', 'category', 'quality']);
}

export function readNewSearch(raw: Record<string, unknown>): NewSearch {
  return texts(raw, ['sample', 'copy', 'name', 'language']);
}

export function readDetailSearch(raw: Record<string, unknown>): DetailSearch {
  const { edit, dialog } = raw;
  return {
    ...(edit === true ? { edit } : {}),
    ...(dialog === 'delete' || dialog === 'copy' ? { dialog } : {}),
  };
}

function texts<Key extends string>(raw: Record<string, unknown>, keys: readonly Key[]): { [K in Key]?: string } {
  const found: { [K in Key]?: string } = {};
  for (const key of keys) {
    const value = raw[key];
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') found[key] = String(value);
  }
  return found;
}
