/** One line of a CSV file (RFC 4180), ended by CRLF. What a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/** Tells spreadsheets that the file is UTF-8. */
export const csvStart = '\ufeff';

function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
