const kilo = 1024;

/** 12 kB, 3.4 MB, of a number of bytes. */
export function sizeOf(bytes: number): string {
  return bytes < kilo * kilo
    ? `${Math.max(1, Math.round(bytes / kilo))} kB`
    : `${(bytes / kilo / kilo).toLocaleString(undefined, { maximumFractionDigits: 1, minimumFractionDigits: 1 })} MB`;
}
