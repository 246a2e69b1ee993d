import type { Log } from '../../kernel/log.ts';
import type { LaunchedServer } from './launch-server.ts';
import { isAlive } from './process-facts.ts';

export interface ServerWatch {
  /** From now on the end of the server is wanted. */
  end(): void;
}

/**
 * Logs, and tells `onExit` in a sentence, when the server ends by itself. A server we did not launch is looked at every
 * `everyMs`. Keeps no process alive.
 */
export function watchServer(
  server: LaunchedServer,
  options: { log: Log; everyMs: number; onExit: ((sentence: string) => void) | undefined },
): ServerWatch {
  let watching = true;
  const tell = (how: string) => {
    if (!watching) return;
    watching = false;
    const sentence = `The embedded Postgres (process ${server.identity.pid}) ended unexpectedly${how}.`;
    options.log.error({ pid: server.identity.pid }, sentence);
    options.onExit?.(sentence);
  };
  const { child } = server;
  if (child) {
    const describe = () => ` with ${child.signalCode ?? `exit code ${child.exitCode}`}`;
    if (child.exitCode !== null || child.signalCode !== null) tell(describe());
    child.once('exit', () => tell(describe()));
    return {
      end() {
        watching = false;
      },
    };
  }
  const timer = setInterval(async () => {
    if (await isAlive(server.identity)) return;
    clearInterval(timer);
    tell('');
  }, options.everyMs);
  timer.unref();
  return {
    end() {
      watching = false;
      clearInterval(timer);
    },
  };
}
