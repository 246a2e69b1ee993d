/**
 * The number under which WhatsApp knows a person, where it is not the one that people dial (rule 2.3): Mexico without the 1
 * after the country code, Argentina with a 9 after it, Brazil without the ninth digit outside of its south-east.
 */
export function normaliseNumber(digits: string): string {
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^54[1-8]\d{9}$/.test(digits)) return `549${digits.slice(2)}`;
  const brazilian = /^55([3-9]\d)9(\d{8})$/.exec(digits);
  return brazilian ? `55${brazilian[1]}${brazilian[2]}` : digits;
}
