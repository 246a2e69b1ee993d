/** What the launcher waits for, and how long. All in milliseconds unless the name says otherwise. */
export interface EmbeddedLimits {
  /** Between two looks at something that is about to change. */
  pollMs: number;
  /** First initialisation of a cluster, flush to disk included. */
  initialiseMs: number;
  /** From launch to ready: crash recovery may have to replay all of max_wal_size. */
  startMs: number;
  /** A healthy server answers a connection within this time. */
  answerMs: number;
  /** Fast shutdown: open transactions are rolled back, a checkpoint is written. */
  fastStopMs: number;
  /** Immediate shutdown: no checkpoint, the next start recovers. */
  immediateStopMs: number;
  /** From SIGKILL until the process is gone. */
  killMs: number;
  /** Backends that outlive a killed postmaster leave as soon as their statement ends. */
  orphanMs: number;
  /** Between two looks whether an adopted server is still there. */
  watchMs: number;
  /** Launches tried when a port was taken or a socket refused. */
  startAttempts: number;
  /** The server's log is put aside at start when it is larger. */
  logBytes: number;
  /** Last part of the server's log that goes into an error. */
  logTailBytes: number;
}

export const embeddedLimits: EmbeddedLimits = {
  pollMs: 10,
  initialiseMs: 120_000,
  startMs: 300_000,
  answerMs: 5_000,
  fastStopMs: 10_000,
  immediateStopMs: 5_000,
  killMs: 5_000,
  orphanMs: 15_000,
  watchMs: 1_000,
  startAttempts: 6,
  logBytes: 10 * 1024 * 1024,
  logTailBytes: 2_000,
};
