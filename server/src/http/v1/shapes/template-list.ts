import type { components } from '@parley/contract/wati-v1-v2';
import type { Template } from '../../../modules/templates/index.ts';
import { type PageOf, toPageLink } from './page-link.ts';
import { toV1Template } from './template.ts';

/** A page of templates, which v1 and v2 list alike. */
export function toTemplateList(
  templates: readonly Template[],
  page: PageOf,
): components['schemas']['GetMessageTemplatesResponse'] {
  return { result: 'success', messageTemplates: templates.map(toV1Template), link: toPageLink(page) };
}
