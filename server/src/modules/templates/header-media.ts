import type { Database } from '../../db/database.ts';
import { tenantStatement } from '../../db/scope.ts';
import { readAnatomy } from './anatomy.ts';
import type { HeaderMedia, HeaderReference } from './header-link.ts';
import { findOwnCopy } from './own-copy.ts';
import { findByIdStatement } from './queries.ts';

export interface HeaderSource {
  /** image, video or document. */
  readonly kind: string;
  /** Meta's sample: an address that lives for a short time (cloud-api-behaviour 6.8). */
  readonly sample: string | undefined;
  readonly copy: HeaderMedia | undefined;
  /** False when the template has changed since the copy was made, or there is none. */
  readonly isCopyFresh: boolean;
}

const keepStatement = tenantStatement(
  'templates.keep-header-media',
  `update templates set header_media = (header_media::jsonb || jsonb_build_object($3::text, $4::jsonb))::json
   where tenant_id = $1 and id = $2`,
);

/** What is known of the media of a fixed header, or undefined when the template has no such header. */
export async function findHeaderSource(
  deps: { readonly db: Database },
  tenantId: string,
  { templateId, slot }: HeaderReference,
): Promise<HeaderSource | undefined> {
  const [template] = await deps.db.tenant(tenantId, findByIdStatement, [templateId]);
  if (!template) return undefined;
  const anatomy = readAnatomy(template);
  const header = [anatomy, ...anatomy.cards].find((section) => section.header?.slot === slot)?.header;
  if (!header) return undefined;
  const own = findOwnCopy(template.own, slot);
  if (own)
    return {
      kind: header.format.toLowerCase(),
      sample: header.link,
      copy: { ...own, copiedAt: template.updatedAt.toISOString() },
      isCopyFresh: true,
    };
  const copy = template.headerMedia[slot];
  const isCopyFresh = copy !== undefined && Date.parse(copy.copiedAt) >= template.updatedAt.getTime();
  return { kind: header.format.toLowerCase(), sample: header.link, copy, isCopyFresh };
}

/** Remembers our copy of the media of a header; people see no change of the template in it. */
export async function keepHeaderMedia(
  deps: { readonly db: Database },
  tenantId: string,
  { templateId, slot }: HeaderReference,
  media: HeaderMedia,
): Promise<void> {
  await deps.db.tenant(tenantId, keepStatement, [templateId, slot, JSON.stringify(media)]);
}
