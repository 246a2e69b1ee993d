/** How a list that is read page by page goes on: each page names the cursor of the next one, the last page none. */
export const cursorPages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor?: string | null }): string | undefined =>
    nextCursor ?? undefined,
};

/** The part of a query that asks for the page behind a cursor. The first page has none. */
export function afterCursor(cursor: string | undefined): { readonly cursor?: string } {
  return cursor ? { cursor } : {};
}
