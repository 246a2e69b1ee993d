/** Milliseconds that tests wait for what happens by itself. Only what is broken waits so long: a busy machine may take seconds. */
export const patienceMs = 30_000;
