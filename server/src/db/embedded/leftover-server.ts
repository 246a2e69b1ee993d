import { realpath } from 'node:fs/promises';
import { type Answer, askServer, type PostgresConnection } from './ask-server.ts';
import type { EmbeddedLimits } from './embedded-limits.ts';
import { pollFor } from './poll-for.ts';
import { type PostmasterFile, postmasterFilePath, proveOwnership, readPostmasterFile } from './postmaster-file.ts';
import { isAlive, type ProcessFacts, type ProcessIdentity, readProcess } from './process-facts.ts';

export interface Credentials {
  user: string;
  password: string;
  database: string;
}

export interface LeftoverDeps {
  cluster: string;
  credentials: Credentials;
  limits: EmbeddedLimits;
}

export type Leftover =
  | { kind: 'none' }
  /** A pid file whose number was given to another program since. */
  | { kind: 'stale-file'; file: string; pid: number }
  /** A server over our cluster that answers. */
  | { kind: 'serving'; identity: ProcessIdentity; connection: PostgresConnection; settingsName: string }
  /** A server over our cluster, proven by its process, that nobody can work with. */
  | { kind: 'useless'; identity: ProcessIdentity; reason: string };

type Outcome = { connection: PostgresConnection; answer: Answer } | { stopping: true } | { gone: true };

/**
 * Looks for a server that still runs over the cluster after the Parley that started it was killed. Waits while it
 * starts or recovers. Changes nothing and signals nobody.
 * @throws when a live process cannot be told from a server of ours.
 */
export async function findLeftover(deps: LeftoverDeps): Promise<Leftover> {
  const file = await readPostmasterFile(deps.cluster);
  const facts = file && (await readProcess(file.pid));
  // Postgres itself clears the file of a dead server.
  if (!facts) return { kind: 'none' };
  const proof = proveOwnership(facts, deps.cluster);
  if (proof === 'foreign') return { kind: 'stale-file', file: postmasterFilePath(deps.cluster), pid: facts.pid };
  const outcome = await waitForAnswer(facts, deps);
  if ('gone' in outcome) return { kind: 'none' };
  if ('stopping' in outcome) return judge('it is stopping', proof, facts, deps);
  const { answer, connection } = outcome;
  if (answer.kind === 'serves' && (await isSameDirectory(answer.dataDirectory, deps.cluster))) {
    return { kind: 'serving', identity: facts, connection, settingsName: answer.settingsName };
  }
  return judge(explain(answer), proof, facts, deps);
}

/** Asks by unix socket, then by TCP, until the server serves, ends, or was silent for too long. */
async function waitForAnswer(identity: ProcessIdentity, deps: LeftoverDeps): Promise<Outcome> {
  const { limits } = deps;
  let heardMs = performance.now();
  const look = async (): Promise<Outcome | undefined> => {
    if (!(await isAlive(identity))) return { gone: true };
    const file = await readPostmasterFile(deps.cluster);
    if (file?.status === 'stopping') return { stopping: true };
    const outcome = await askAt(file, deps);
    if (outcome.answer.kind === 'busy') heardMs = performance.now();
    const undecided = outcome.answer.kind === 'busy' || outcome.answer.kind === 'silent';
    return undecided && performance.now() - heardMs < limits.answerMs ? undefined : outcome;
  };
  const outcome = await pollFor(look, { everyMs: limits.pollMs, limitMs: limits.startMs });
  return outcome ?? (await askAt(await readPostmasterFile(deps.cluster), deps));
}

async function askAt(
  file: PostmasterFile | undefined,
  deps: LeftoverDeps,
): Promise<{ connection: PostgresConnection; answer: Answer }> {
  const base = { ...deps.credentials, port: file?.port ?? 0 };
  let last: { connection: PostgresConnection; answer: Answer } = {
    connection: { ...base, host: '127.0.0.1' },
    answer: { kind: 'silent', reason: 'it has not said where it listens' },
  };
  if (file?.port === undefined) return last;
  const begun = performance.now();
  for (const host of [file.socketDirectory, '127.0.0.1']) {
    if (host === undefined || performance.now() - begun >= deps.limits.answerMs) continue;
    const connection = { ...base, host };
    last = { connection, answer: await askServer(connection, deps.limits.answerMs) };
    if (last.answer.kind !== 'silent') return last;
  }
  return last;
}

function judge(reason: string, proof: 'ours' | 'unknown', facts: ProcessFacts, deps: LeftoverDeps): Leftover {
  if (proof === 'ours') return { kind: 'useless', identity: facts, reason };
  throw new Error(
    `${postmasterFilePath(deps.cluster)} names process ${facts.pid}, which may be a Postgres over that directory (${reason}): end that process, or delete the file if it is another program.`,
  );
}

function explain(answer: Answer): string {
  switch (answer.kind) {
    case 'serves':
      return `it serves ${answer.dataDirectory}`;
    case 'password-refused':
      return 'it refuses our password';
    default:
      return answer.reason;
  }
}

async function isSameDirectory(reported: string, cluster: string): Promise<boolean> {
  if (reported === cluster) return true;
  try {
    return (await realpath(reported)) === (await realpath(cluster));
  } catch {
    return false;
  }
}
