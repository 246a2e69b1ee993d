/** Undoes what was set up, the last first, however the run ends. */
export interface Cleanup {
  add(undo: () => Promise<void>): void;
  run(): Promise<void>;
}

const interruptedExitCode = 130;

/** Ctrl-C and SIGTERM run it and end the process. */
export function createCleanup(complain: (text: string) => void): Cleanup {
  const steps: (() => Promise<void>)[] = [];
  let running: Promise<void> | undefined;

  const undoAll = async (): Promise<void> => {
    for (let step = steps.pop(); step; step = steps.pop()) {
      try {
        await step();
      } catch (error) {
        complain(`Tidying up failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    running = undefined;
  };

  const run = (): Promise<void> => {
    running ??= undoAll();
    return running;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void run().finally(() => process.exit(interruptedExitCode)));
  }
  return { add: (undo) => void steps.push(undo), run };
}
