/**
 * The Content-Disposition of a file to be saved under that name: a plain one for every client, and the true one where it
 * differs (RFC 6266).
 */
export function toAttachment(fileName: string): string {
  const wellFormed = fileName.toWellFormed();
  const plain = wellFormed.replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const extended = encodeURIComponent(wellFormed).replace(/['()*]/g, toPercent);
  return `attachment; filename="${plain}"; filename*=UTF-8''${extended}`;
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
