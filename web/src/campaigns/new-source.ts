import type { components } from '@parley/contract/campaigns';

type Schemas = components['schemas'];
type TemplateChoice = Schemas['TemplateChoice'];
type ValueSource = Schemas['ValueSource'];

type Parameter = TemplateChoice['parameters'][number];

export type MediaKind = 'image' | 'video' | 'document';

export function isMediaKind(kind: Parameter['kind']): kind is MediaKind {
  return kind === 'image' || kind === 'video' || kind === 'document';
}

/** Where a value comes from as long as nobody has chosen. */
export function newSource({ name, kind }: Parameter): ValueSource {
  return { name, from: isMediaKind(kind) ? 'upload' : 'text', value: '', fallback: '' };
}
