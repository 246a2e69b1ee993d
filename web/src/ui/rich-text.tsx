import { createElement, type ReactNode, useMemo } from 'react';
import { piecesOf, type TextPiece } from './message-text.ts';

/** The text of a message with its emphasis and links. Each paragraph runs in the direction of its own script. */
export function RichText({ text }: { text: string }) {
  const pieces = useMemo(() => piecesOf(text), [text]);
  return <div className="bubble-text">{pieces.map(show)}</div>;
}

function show(piece: TextPiece, place: number): ReactNode {
  switch (piece.kind) {
    case 'plain':
      return piece.text;
    case 'code':
      return <code key={place}>{piece.text}</code>;
    case 'link':
      return (
        <a key={place} href={piece.url} target="_blank" rel="noreferrer noopener nofollow">
          {piece.text}
        </a>
      );
    default:
      return createElement(piece.kind, { key: place }, piece.inner.map(show));
  }
}
