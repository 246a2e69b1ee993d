/** Classes of SQLSTATE that tell of the database and not of what was asked of it. */
const troubleClasses = /^(08|53|55|57|58|40|XX)/;

/**
 * Whether a failure is the database's own (gone, full, shutting down, a deadlock), so that the same work may succeed later.
 * A broken connection comes as an error of the system or of the driver.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return troubleClasses.test(code);
  return /^E(?!RR_)/.test(code) || /connection|terminated|timeout/i.test(error.message);
}
