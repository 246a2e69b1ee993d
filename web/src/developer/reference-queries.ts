import type { components } from '@parley/contract/developer';
import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';

type Schemas = components['schemas'];

export type Reference = Schemas['Reference'];
export type ReferenceDocument = Schemas['ReferenceDocument'];
export type ReferenceOperation = Schemas['ReferenceOperation'];
export type ReferenceEvent = Schemas['ReferenceEvent'];
export type ReferenceParameter = Schemas['ReferenceParameter'];
export type ReferenceContent = Schemas['ReferenceContent'];

/** Fixed for a version of Parley: some 60 kB, read once. */
export const referenceQuery = queryOptions({
  queryKey: ['developer', 'reference'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => read(api.GET('/internal/developer/reference')),
});

/** What the address names, with the document it stands in. */
export type Shown =
  | { readonly kind: 'operation'; readonly document: ReferenceDocument; readonly operation: ReferenceOperation }
  | { readonly kind: 'event'; readonly document: ReferenceDocument; readonly event: ReferenceEvent };

export function keyOfOperation(document: ReferenceDocument, operation: ReferenceOperation): string {
  return `${document.name}.${operation.id}`;
}

export function keyOfEvent(event: ReferenceEvent): string {
  return `event.${event.name}`;
}

export function findShown({ documents }: Reference, key: string): Shown | undefined {
  const found: { near?: Shown } = {};
  for (const document of documents) {
    for (const event of document.events) if (keyOfEvent(event) === key) return { kind: 'event', document, event };
    for (const operation of document.operations) {
      const shown = { kind: 'operation', document, operation } as const;
      if (keyOfOperation(document, operation) === key) return shown;
      // The calls of v3 on webhooks stand in a document of their own.
      if (operation.id === key.slice(key.indexOf('.') + 1)) found.near ??= shown;
    }
  }
  return found.near;
}
