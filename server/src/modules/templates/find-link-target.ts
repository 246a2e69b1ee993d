import type { Transaction } from '../../db/database.ts';
import { findByIdStatement } from './queries.ts';
import { listTracked, toTarget } from './tracked-links.ts';

/** Where a tracked button of a template leads, and what is written on it. Undefined when it does not exist any more. */
export async function findLinkTarget(
  tx: Transaction,
  tenantId: string,
  templateId: string,
  { place, value }: { readonly place: number; readonly value: string },
): Promise<{ url: string; label: string } | undefined> {
  const [template] = await tx.tenant(tenantId, findByIdStatement, [templateId]);
  if (!template) return undefined;
  // Deleted templates too: their messages stay on phones.
  const known = listTracked(template.components, template.own?.tracked).find((entry) => entry.place === place);
  const url = known && toTarget(known.url, value);
  if (url === undefined) return undefined;
  const buttons = template.components.find((part) => part.type === 'BUTTONS')?.buttons ?? [];
  return { url, label: buttons[place]?.text ?? '' };
}
