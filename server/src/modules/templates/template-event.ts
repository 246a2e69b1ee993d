import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Template } from './types.ts';

/** A template was made here. */
export function templateCreated(deps: { readonly clock: Clock }, template: Template, at: Date): PlatformEvent {
  return toEvent(deps, 'template.created', template, at);
}

/** State, quality, category or content of a template is another one now. */
export function templateChanged(deps: { readonly clock: Clock }, template: Template, at: Date): PlatformEvent {
  return toEvent(deps, 'template.changed', template, at);
}

function toEvent(
  { clock }: { readonly clock: Clock },
  type: 'template.created' | 'template.changed',
  template: Template,
  at: Date,
): PlatformEvent {
  const { name, language, status, quality, category } = template;
  return {
    id: newId(clock.nowMs()),
    tenantId: template.tenantId,
    type,
    conversationId: undefined,
    subjectId: template.id,
    data: { name, language, status, quality, category },
    facts: undefined,
    at,
  };
}
