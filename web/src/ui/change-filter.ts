/** A filter with a part of it changed. What is empty then is left out, so that it does not stand in the address. */
export function changeFilter<Filter extends object>(
  filter: Filter,
  part: { readonly [Name in keyof Filter]?: unknown },
): Filter {
  const kept = Object.entries({ ...filter, ...part }).filter(([, value]) => value);
  return Object.fromEntries(kept) as Filter;
}
