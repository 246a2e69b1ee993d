import type { PlatformEvent } from '../../events/catalogue.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { ChannelRef } from '../channels/index.ts';
import type { Template } from './types.ts';

/** What a template was before a change. */
export interface TemplateBefore {
  readonly status: string;
  readonly quality: string;
  readonly category: string;
}

/** What consumers need to tell of a change of a template. */
export interface TemplateFacts {
  readonly template: Template;
  readonly before: TemplateBefore;
  /** The channels of its account, whose subscribers are told. */
  readonly channels: readonly ChannelRef[];
}

/** A template was made here. */
export function templateCreated(deps: { readonly clock: Clock }, template: Template, at: Date): PlatformEvent {
  return toEvent(deps, 'template.created', template, at);
}

/** State, quality, category or content of a template is another one now. */
export function templateChanged(
  deps: { readonly clock: Clock },
  template: Template,
  at: Date,
  told: Pick<TemplateFacts, 'before' | 'channels'>,
): PlatformEvent {
  const facts: TemplateFacts = { template, ...told };
  return { ...toEvent(deps, 'template.changed', template, at), facts };
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
