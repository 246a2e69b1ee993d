/** The media of a fixed header of a template: our copy of it, made once. */
export interface HeaderMedia {
  readonly mediaId: string;
  /** As the API shows it: `data/images/<uuid>.jpg`. */
  readonly path: string;
  readonly fileName: string | null;
  /** ISO 8601. One older than the last change of the template is made anew. */
  readonly copiedAt: string;
}

/** Which header, or which uploaded file, a filled template shows. */
export interface HeaderReference {
  /** The id of the file where the slot is `upload`. */
  readonly templateId: string;
  /** `header`, or `card0`, `card1` ... of a carousel; `upload`: a file of the media store. */
  readonly slot: string;
}

const scheme = 'parley:';
const reference = /^parley:([0-9a-f]{24})\/([a-z0-9]+)\/(.*)$/s;
// A quote inside a value is written with a backslash, so no value looks like this.
const inContent = /"(image|video|document)":\{"link":"parley:([0-9a-f]{24})\/([a-z0-9]+)\/(?:[^"\\]|\\.)*"\}/g;

/**
 * What stands for the link of a fixed header in filled content until it is sent: Meta's own sample cannot be sent (131053),
 * and the id of an upload may have expired by then. `shown` is what people are shown meanwhile.
 */
export function toHeaderLink({ templateId, slot }: HeaderReference, shown: string): string {
  return `${scheme}${templateId}/${slot}/${shown}`;
}

/** Stands in the place of a template in the reference to a file that was uploaded for a send. */
export const uploadSlot = 'upload';
const upload = /^parley:[0-9a-f]{24}\/upload\/data\/[a-z]+\/[0-9a-f-]{36}\.[a-z0-9]{1,8}$/;

/** As `toHeaderLink`, for a file of the media store which a variable header shows: its value where that is no address. */
export function toUploadLink({ mediaId, path }: { readonly mediaId: string; readonly path: string }): string {
  return `${scheme}${mediaId}/${uploadSlot}/${path}`;
}

export function isUploadLink(value: string): boolean {
  return upload.test(value);
}

/** The link of a header as it can be shown: a path of our own (`data/...`), or an address. */
export function toShownLink(link: string): string {
  return reference.exec(link)?.[3] ?? link;
}

/** The headers in the JSON of filled content that need an upload, each once. */
export function findHeaderReferences(content: string): HeaderReference[] {
  if (!content.includes(scheme)) return [];
  const found = new Map<string, HeaderReference>();
  for (const [, , templateId = '', slot = ''] of content.matchAll(inContent)) {
    found.set(`${templateId}/${slot}`, { templateId, slot });
  }
  return [...found.values()];
}

/** The content with uploads in the place of its references; a document keeps the name of its file. */
export function placeUploads(
  content: string,
  uploadOf: (wanted: HeaderReference) => { readonly metaMediaId: string; readonly fileName: string | null },
): string {
  return content.replace(inContent, (_, kind: string, templateId: string, slot: string) => {
    const { metaMediaId, fileName } = uploadOf({ templateId, slot });
    const name = kind === 'document' && fileName !== null ? { filename: fileName } : {};
    return `"${kind}":${JSON.stringify({ id: metaMediaId, ...name })}`;
  });
}
