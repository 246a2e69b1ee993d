import { useRef } from 'react';
import { layoutOf, noContent, toAuthentication } from './draft.ts';
import type { Content, TemplateInput } from './template-queries.ts';

/**
 * Answers what a draft becomes when its category or layout changes: what the new one cannot hold is put aside, and is there
 * again for whoever comes back from just trying.
 */
export function useKeptContent(): (before: TemplateInput, next: TemplateInput) => TemplateInput {
  const kept = useRef(new Map<string, Content>());
  return (before, next) => {
    const from = shapeOf(before);
    const to = shapeOf(next);
    if (from === to) return next;
    // The one that was left last stands last.
    kept.current.delete(from);
    kept.current.set(from, before.content);
    const known = kept.current.get(to);
    if (to === 'code') return { ...next, content: known ?? toAuthentication(next.content) };
    if (from === 'code') return { ...next, content: lastWritten(kept.current) ?? noContent };
    if (known === undefined) return next;
    // What all layouts have is taken as it is by now.
    const { body, samples, header } = next.content;
    const content =
      to === 'carousel' ? { ...known, body, samples } : { ...known, body, samples, header: header ?? known.header };
    return { ...next, content };
  };
}

/** A code has a form of its own, whatever its layout would be. */
function shapeOf({ category, content }: TemplateInput): string {
  return category === 'AUTHENTICATION' ? 'code' : layoutOf(content);
}

function lastWritten(kept: ReadonlyMap<string, Content>): Content | undefined {
  return [...kept].filter(([shape]) => shape !== 'code').at(-1)?.[1];
}
