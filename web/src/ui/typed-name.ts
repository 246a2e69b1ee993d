/**
 * Whether what was typed is that name. Customers choose their names themselves: what no keyboard types (line ends, marks of
 * direction, joiners, accents apart from their letters) does not count, and neither do blanks around and between.
 */
export function isTypedName(typed: string, name: string): boolean {
  const wanted = plain(name);
  // A name of nothing else is typed as it was copied, or not at all.
  return plain(typed) === wanted && (wanted !== '' || typed.trim() === name.trim());
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}
