import type { Database } from '../../db/database.ts';
import { createBatcher } from '../../kernel/batcher.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { keepOtherNumbersStatement } from './alias-queries.ts';

export interface OtherNumber {
  readonly tenantId: string;
  /** The number that was dialled: the contact's. */
  readonly waId: string;
  /** The one under which Meta knows the same person (cloud-api-behaviour 2.3: Brazil, Mexico, Argentina). */
  readonly otherWaId: string;
}

export interface OtherNumbers {
  /** Keeps it behind the caller's back; what fails is learnt again with the next message. */
  learn(number: OtherNumber): void;
  idle(): Promise<void>;
}

const maxBatch = 250;
const maxWaiting = 10_000;
/** A pair is not written again for so long; a contact that was deleted and added meanwhile learns it then. */
const rememberedMs = 60_000;
const maxRemembered = 10_000;

/** Lets the number of Meta lead to the contact that was sent to under another: whoever answers is then no stranger. */
export function createOtherNumbers(deps: {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}): OtherNumbers {
  const learntAt = new Map<string, number>();
  const batcher = createBatcher<OtherNumber, void>({
    maxBatch,
    maxConcurrent: 1,
    maxWaiting,
    async flush(numbers) {
      await deps.db.system(keepOtherNumbersStatement, [
        numbers.map((number) => number.tenantId),
        numbers.map((number) => number.waId),
        numbers.map((number) => number.otherWaId),
        deps.clock.now(),
      ]);
      return numbers.map(() => undefined);
    },
  });
  return {
    learn(number) {
      const key = `${number.tenantId}/${number.waId}/${number.otherWaId}`;
      const nowMs = deps.clock.nowMs();
      if (nowMs - (learntAt.get(key) ?? Number.NEGATIVE_INFINITY) < rememberedMs) return;
      if (learntAt.size >= maxRemembered) learntAt.clear();
      learntAt.set(key, nowMs);
      batcher.add(number).catch((error) => {
        learntAt.delete(key);
        deps.log.warn({ err: error, tenantId: number.tenantId }, 'a number of WhatsApp could not be kept');
      });
    },
    idle: () => batcher.idle(),
  };
}
