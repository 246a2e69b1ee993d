const parentCheckMs = 500;

/**
 * Resolves at the first SIGTERM or SIGINT. Later ones change nothing: a terminal and a wrapper both pass the same one on, and
 * stopping has a limit. npm and npx pass none on to what they run below a shell: there the end of the parent counts as one.
 */
export function waitForStop(environment: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
    if (environment.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, parentCheckMs);
    timer.unref();
  });
}
