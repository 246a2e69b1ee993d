/** A piece of a message's text, as WhatsApp shows it. */
export type TextPiece =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'strong' | 'em' | 's'; readonly inner: readonly TextPiece[] };

const emphasis = { '*': 'strong', _: 'em', '~': 's' } as const;

// In this order: three backticks, one backtick, an address, a sign of emphasis that stands at the border of a word. The span
// is bounded, so that a text of nothing but signs costs no quadratic time.
const marks =
  /```([^`]+)```|`([^`\n]+)`|((?:https?:\/\/|www\.)[^\s<>"]+)|(?<![\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]{1,1000}?)(?<=\S)\4(?![\p{L}\p{N}*_~])/giu;

/** Cuts a text where WhatsApp's signs (*bold*, _italic_, ~struck~, `code`) and addresses of the web stand. */
export function piecesOf(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let at = 0;
  const plainUpTo = (end: number): void => {
    if (end > at) pieces.push({ kind: 'plain', text: text.slice(at, end) });
  };
  for (const match of text.matchAll(marks)) {
    const [whole, block, code, address, sign, inner] = match;
    plainUpTo(match.index);
    at = match.index + whole.length;
    if (address !== undefined) {
      const shown = withoutEnd(address);
      pieces.push({ kind: 'link', text: shown, url: /^www\./i.test(shown) ? `https://${shown}` : shown });
      at = match.index + shown.length;
    } else if (sign !== undefined) {
      pieces.push({ kind: emphasis[sign as keyof typeof emphasis], inner: piecesOf(inner ?? '') });
    } else pieces.push({ kind: 'code', text: block ?? code ?? '' });
  }
  plainUpTo(text.length);
  return pieces;
}

/** The signs that end a sentence behind an address are no part of it; a bracket is when it was opened within. */
function withoutEnd(address: string): string {
  const shorter = address.replace(/[.,;:!?'*_~]+$/u, '');
  if (shorter.endsWith(')') && !shorter.includes('(')) return withoutEnd(shorter.slice(0, -1));
  return shorter;
}
