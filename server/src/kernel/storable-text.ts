/** Without what no database keeps and nobody means: NUL characters and halves of surrogate pairs. */
export function toStorableText(text: string): string {
  return text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '').toWellFormed() : text;
}
