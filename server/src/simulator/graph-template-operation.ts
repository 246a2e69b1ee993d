import type { Waba } from './accounts.ts';
import type { GraphCall } from './graph-call.ts';
import { selectFields } from './graph-node.ts';
import type { GraphDeps } from './graph-operation.ts';
import { textOrUndefined } from './json-value.ts';
import { type Page, toPage } from './list-page.ts';
import type { StoredMedia } from './media-store.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import { withSampleLinks } from './template-samples.ts';

/** GET /{waba_id}/message_templates: one page of the templates that the filters of the query let through. */
export function listTemplates(deps: GraphDeps, waba: Waba, { query, path }: GraphCall): Page<{ readonly id: string }> {
  const rows = filterTemplates(waba.templates, query);
  const fields = query.get('fields');
  // Only what is on the page gets addresses.
  const page = toPage(rows, query, `${deps.baseUrl()}${path}`);
  return { ...page, data: page.data.map((row) => templateNode(deps, waba, row, fields)) };
}

/** A template with the fields asked for. Handles of samples read back as short-lived addresses (rule 6.8). */
export function templateNode(
  deps: GraphDeps,
  waba: Waba,
  template: SimulatedTemplate,
  fields: string | null,
): { readonly id: string } {
  const uploaded = (handle: unknown): StoredMedia | undefined => {
    const mediaId = typeof handle === 'string' ? deps.samples.mediaOf(waba, handle) : undefined;
    return mediaId === undefined ? undefined : deps.media.find(mediaId);
  };
  return selectFields(withSampleLinks(template, deps, uploaded), fields);
}

function filterTemplates(templates: readonly SimulatedTemplate[], query: URLSearchParams): SimulatedTemplate[] {
  const is = (name: string, value: string | undefined): boolean => {
    const wanted = query.get(name);
    return wanted === null || wanted.toUpperCase() === value?.toUpperCase();
  };
  const content = query.get('name_or_content')?.toLowerCase();
  return templates.filter(
    (row) =>
      is('name', row.name) &&
      is('language', row.language) &&
      is('status', row.status) &&
      is('category', row.category) &&
      is('quality_score', textOrUndefined(row.quality_score?.score)) &&
      (content === undefined || JSON.stringify([row.name, row.components]).toLowerCase().includes(content)),
  );
}
