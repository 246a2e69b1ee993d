import type { Database, HeldCallHooks } from '../../db/database.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';
import { AppError } from '../../kernel/errors.ts';
import type { SecretBox } from '../../kernel/secret-box.ts';
import {
  claimStatement,
  endLimitStatement,
  findStatement,
  forgetStatement,
  type KeyRow,
  limitWaitStatement,
  storeAnswerStatement,
} from './queries.ts';

export interface OnceDeps {
  readonly db: Database;
  readonly clock: Clock;
  /** Answers may hold secrets: a new token. */
  readonly secrets: SecretBox;
}

export interface KeyedCall {
  /** As the program chose it. */
  readonly key: string;
  /** Equal for equal calls alone. */
  readonly fingerprint: string;
}

export interface OnceOutcome<Answer> {
  readonly answer: Answer;
  /** True when it was done before, and the answer is that of the first time. */
  readonly isReplay: boolean;
}

/** Without an answer for so long a call was cut off; before, it may still speak to the network. */
const longestCallMs = 120_000;

/**
 * Does the work of a call at most once for each key of a tenant, and answers every repeat with the first answer, for 24
 * hours. Only a call that wrote something uses its key up: refused and failed ones may be tried again with it. A repeat
 * that comes while the first is under way waits for it, 10 seconds at most. The answer must be plain JSON. Throws
 * idempotency.key_reused for another call with that key, idempotency.in_progress while the first may be under way, and
 * idempotency.outcome_unknown when it was cut off, two minutes ago or more, after a part of it was done.
 */
export async function runOnce<Answer>(
  deps: OnceDeps,
  ctx: Context,
  call: KeyedCall,
  work: () => Promise<Answer>,
): Promise<OnceOutcome<Answer>> {
  const known = await findAnswer<Answer>(deps, ctx, call);
  if (known) return known;
  const claim: { isTaken: boolean } = { isTaken: false };
  try {
    return { answer: await deps.db.hold(hooksOf<Answer>(deps, ctx, call, claim), work), isReplay: false };
  } catch (error) {
    const first = claim.isTaken ? await findAnswer<Answer>(deps, ctx, call) : undefined;
    if (first) return first;
    throw error;
  }
}

async function findAnswer<Answer>(
  deps: OnceDeps,
  ctx: Context,
  call: KeyedCall,
): Promise<OnceOutcome<Answer> | undefined> {
  const [row] = await deps.db.tenant(ctx.tenantId, findStatement, [call.key]);
  if (!row) return undefined;
  const sealed = requireAnswer(row, call, deps.clock.nowMs());
  return { answer: JSON.parse(deps.secrets.open(sealed)) as Answer, isReplay: true };
}

function requireAnswer(row: KeyRow, call: KeyedCall, nowMs: number): string {
  if (row.fingerprint !== call.fingerprint) {
    throw new AppError('idempotency.key_reused', 'This Idempotency-Key was used for a different request.');
  }
  if (row.answer === null) {
    if (nowMs - row.createdAt.getTime() < longestCallMs) throw inProgress();
    const message = 'The first request with this Idempotency-Key has begun and has no answer: see what became of it.';
    throw new AppError('idempotency.outcome_unknown', message);
  }
  return row.answer;
}

function hooksOf<Answer>(
  deps: OnceDeps,
  { tenantId }: Context,
  { key, fingerprint }: KeyedCall,
  claim: { isTaken: boolean },
): HeldCallHooks<Answer> {
  return {
    async begin(tx) {
      await tx.system(limitWaitStatement);
      const claimed = await tx
        .tenant(tenantId, claimStatement, [key, fingerprint, deps.clock.now()])
        .catch(toInProgress);
      await tx.system(endLimitStatement);
      if (claimed.length > 0) return;
      claim.isTaken = true;
      throw inProgress();
    },
    async finish(tx, answer) {
      await tx.tenant(tenantId, storeAnswerStatement, [key, deps.secrets.seal(JSON.stringify(answer))]);
    },
    async abandon(tx) {
      await tx.tenant(tenantId, forgetStatement, [key]);
    },
  };
}

function toInProgress(error: unknown): never {
  const isTimeout = typeof error === 'object' && error !== null && 'code' in error && error.code === '55P03';
  throw isTimeout ? inProgress() : error;
}

function inProgress(): AppError {
  const message = 'A request with this Idempotency-Key is under way.';
  return new AppError('idempotency.in_progress', message, { details: { retryAfterSeconds: 1 } });
}
