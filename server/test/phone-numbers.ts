/** Phone numbers of people whom nobody met yet, one at each call; the prefix keeps those of different tests apart. */
export function createPeople(prefix: string, digits = 11): () => string {
  let next = 0;
  return () => `${prefix}${String(next++).padStart(digits - prefix.length, '0')}`;
}

/** The same, many at a time. */
export function createNumbers(prefix: string): (count: number) => string[] {
  const newPerson = createPeople(prefix);
  return (count) => Array.from({ length: count }, newPerson);
}
