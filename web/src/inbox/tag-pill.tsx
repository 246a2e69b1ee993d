import './tag-pill.css';
import type { ConversationRow } from '../api/types.ts';

type Tag = ConversationRow['tags'][number];

/** A tag in its colour, which says nothing that its name does not. */
export function TagPill({ tag }: { tag: Tag }) {
  return (
    <span className="tag-pill clip" data-color={tag.color ?? undefined} title={tag.name}>
      {tag.name}
    </span>
  );
}
