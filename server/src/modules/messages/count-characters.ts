/** Characters as people count them, and as WhatsApp limits them: an emoji of two code units is one. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
