/** Classes of SQLSTATE that tell of the database and not of what was asked of it. */
const troubleClasses = /^(08|53|55|57|58|40|XX|25006)/;

/**
 * Whether a failure is the database's own (gone, full, read-only, shutting down, a deadlock), so that the same work may succeed later.
 * A broken connection comes as an error of the system or of the driver.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^[0-9A-Z]{5}$/.test(code)) return troubleClasses.test(code);
  return /^E(?!RR_)/.test(code) || /connection|terminated|timeout/i.test(error.message);
}

const outageClasses = /^(08|53|57|58|25006)/;
const outageNames = /^(ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;

/** Whether the database is not there, full or only read: the narrower question of who answers a request that failed. */
export function isDatabaseOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (/^[0-9A-Z]{5}$/.test(code) && !outageNames.test(code)) return outageClasses.test(code);
  // The socket of an embedded Postgres that ended is gone: connect ENOENT.
  return (
    outageNames.test(code) ||
    /^connect E|connection terminated|timeout exceeded when trying to connect/i.test(error.message)
  );
}
