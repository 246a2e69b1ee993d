/** 12 contacts; at least 12 contacts, where not all were counted. */
export function contactsOf(count: number, isMore = false): string {
  const counted = count === 1 && !isMore ? '1 contact' : `${count.toLocaleString()} contacts`;
  return isMore ? `at least ${counted}` : counted;
}
