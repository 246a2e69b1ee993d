/** Headings of a column of numbers, the likeliest first, in their plain form. */
export const phoneHeadings: readonly string[] = [
  'whatsappnumber',
  'phone',
  'phonenumber',
  'whatsapp',
  'waid',
  'mobile',
  'mobilenumber',
  'mobilephone',
  'number',
  'target',
  'telephone',
  'tel',
];

/** A heading as headings are compared: without case and marks. */
export function plainHeading(heading: string): string {
  return heading.toLowerCase().replace(/[^a-z0-9]/g, '');
}
