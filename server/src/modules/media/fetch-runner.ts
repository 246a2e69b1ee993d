import type { TenantStatement } from '../../db/scope.ts';
import type { EventType, PlatformEvent } from '../../events/catalogue.ts';
import type { EventRecorder } from '../../events/record.ts';
import { backoffMs } from '../../kernel/backoff.ts';
import type { Clock } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { type FetchDeps, type FetchOutcome, fetchMedia } from './fetch-media.ts';
import {
  type ClaimedMedia,
  fetchLaterStatement,
  keepFetchedStatement,
  loseStatement,
  renewClaimStatement,
} from './fetch-queries.ts';

export interface FetcherDeps extends FetchDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventRecorder;
}

/** The fetches under way in this process: one a file, whoever asks. */
export interface FetchRunner {
  /** Fetches a claimed file and settles its row, or joins the fetch of it under way. Rejects when it cannot be settled. */
  run(media: ClaimedMedia): Promise<void>;
  /** The fetch of that file, if one is under way. */
  find(tenantId: string, mediaId: string): Promise<void> | undefined;
  /** Ids of the files being fetched. */
  ids(): string[];
  /** Resolves when the fetches under way have ended, however they end. */
  settled(): Promise<void>;
}

/** Tries of the schedule (about 6 days: Meta keeps the file for 7) before a file is given up. */
const maxFetchTries = 40;
/** A claim holds so long; a fetch renews its own. */
export const claimMs = 60_000;

const renewEveryMs = 20_000;
const retryPause = { baseMs: 2_000, capMs: 21_600_000 };
const detailLimit = 500;

/** `signal` cuts the fetches off. */
export function createFetchRunner(deps: FetcherDeps, signal: AbortSignal): FetchRunner {
  const running = new Map<string, { mediaId: string; work: Promise<void> }>();
  const keyOf = (tenantId: string, mediaId: string): string => `${tenantId}/${mediaId}`;
  return {
    run(media) {
      const key = keyOf(media.tenantId, media.id);
      const underWay = running.get(key);
      if (underWay) return underWay.work;
      const work = fetchClaimed(deps, media, signal).finally(() => running.delete(key));
      running.set(key, { mediaId: media.id, work });
      return work;
    },
    find: (tenantId, mediaId) => running.get(keyOf(tenantId, mediaId))?.work,
    ids: () => [...running.values()].map((entry) => entry.mediaId),
    async settled() {
      await Promise.allSettled([...running.values()].map((entry) => entry.work));
    },
  };
}

async function fetchClaimed(deps: FetcherDeps, media: ClaimedMedia, signal: AbortSignal): Promise<void> {
  const { tenantId, id } = media;
  const renew = async (): Promise<void> => {
    try {
      await deps.db.tenant(tenantId, renewClaimStatement, [id, new Date(deps.clock.nowMs() + claimMs)]);
    } catch (error) {
      deps.log.warn({ err: error, tenantId, mediaId: id }, 'the claim of a file could not be renewed');
    }
  };
  const renewal = setInterval(() => void renew(), renewEveryMs);
  const outcome = await tryToFetch(deps, media, signal).finally(() => clearInterval(renewal));
  await settle(deps, media, outcome);
}

async function tryToFetch(deps: FetcherDeps, media: ClaimedMedia, signal: AbortSignal): Promise<FetchOutcome> {
  // A try that ended this process was counted, but never settled.
  if (media.fetchAttempts > maxFetchTries) return { kind: 'lost', detail: 'Every try to fetch the file broke off.' };
  try {
    return await fetchMedia(deps, media, signal);
  } catch (error) {
    deps.log.error({ err: error, tenantId: media.tenantId, mediaId: media.id }, 'a file could not be stored');
    return { kind: 'failed', detail: 'The file could not be stored.' };
  }
}

async function settle(deps: FetcherDeps, media: ClaimedMedia, outcome: FetchOutcome): Promise<void> {
  const { tenantId, id, fetchAttempts } = media;
  const now = deps.clock.nowMs();
  switch (outcome.kind) {
    case 'stored': {
      const { sizeBytes, sha256, mimeType } = outcome;
      await end(deps, media, 'media.stored', keepFetchedStatement, [id, sizeBytes, sha256, mimeType]);
      return;
    }
    case 'stopped':
      await deps.db.tenant(tenantId, fetchLaterStatement, [id, new Date(now), null, Math.max(0, fetchAttempts - 1)]);
      return;
    case 'failed': {
      if (fetchAttempts >= maxFetchTries) return lose(deps, media, outcome.detail);
      const dueAt = new Date(now + backoffMs(Math.max(1, fetchAttempts), retryPause));
      await deps.db.tenant(tenantId, fetchLaterStatement, [id, dueAt, cut(outcome.detail), fetchAttempts]);
      return;
    }
    case 'lost':
      return lose(deps, media, outcome.detail);
  }
}

async function lose(deps: FetcherDeps, media: ClaimedMedia, detail: string): Promise<void> {
  const { tenantId, id, fetchAttempts } = media;
  deps.log.warn({ tenantId, mediaId: id, fetchAttempts, detail }, 'a file of a customer is lost');
  await end(deps, media, 'media.lost', loseStatement, [id, cut(detail)]);
}

/** Settles a file for good and tells those who look at its message. One that another process settled before is told once. */
async function end(
  deps: FetcherDeps,
  { tenantId, id }: ClaimedMedia,
  type: EventType,
  statement: TenantStatement<{ id: string }>,
  values: readonly unknown[],
): Promise<void> {
  const at = deps.clock.now();
  const event: PlatformEvent = {
    id: newId(at.getTime()),
    tenantId,
    type,
    conversationId: undefined,
    subjectId: id,
    data: undefined,
    facts: undefined,
    at,
  };
  const isEnded = await deps.db.transaction(async (tx) => {
    if ((await tx.tenant(tenantId, statement, values)).length === 0) return false;
    await deps.events.record(tx, [event]);
    return true;
  });
  if (isEnded) deps.events.committed([event]);
}

function cut(text: string): string {
  return text.replaceAll('\0', '').slice(0, detailLimit).toWellFormed();
}
