import type { Database } from '../../db/database.ts';
import { backoffMs } from '../../kernel/backoff.ts';
import type { Batcher } from '../../kernel/batcher.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Log } from '../../kernel/log.ts';
import { createWakeup } from '../../kernel/wakeup.ts';
import { codeOfNoGraphError } from '../../meta/error-codes.ts';
import { rejectionOf } from '../../meta/graph-call.ts';
import type { GraphClient } from '../../meta/graph-client.ts';
import type { SendOutcome } from '../../meta/send-outcome.ts';
import type { Lease } from '../../queue/lease.ts';
import { createWorkLoop } from '../../queue/work-loop.ts';
import type { ChannelCredentials } from '../channels/index.ts';
import type { OtherNumbers } from '../contacts/index.ts';
import type { UploadedMedia } from '../media/index.ts';
import { createClaimRecovery } from './claim-recovery.ts';
import { type ClaimedMessage, claimStatement } from './dispatch-queries.ts';
import type { DispatchDeps } from './dispatcher.ts';
import { toGraphBody } from './graph-body.ts';
import { withHeaderMedia } from './header-media.ts';
import { findMarketing } from './marketing-edge.ts';
import { createOutage } from './outage.ts';
import { resolveUnknown } from './resolve-unknown.ts';
import { decideAttempt } from './retry-policy.ts';
import type { SettledAttempt } from './settle.ts';
import { createTokenBucket } from './token-bucket.ts';

/** Sends the queue of one channel for as long as this process holds its lease. */
export interface ChannelSender {
  readonly channelId: string;
  start(): void;
  notify(): void;
  /** Resolves when nothing that is due and allowed by the bucket is left or under way. */
  drain(): Promise<void>;
  /** No step and no send is under way, and no hint waits. */
  isIdle(): boolean;
  /** The next step reads the channel anew, however fresh what is known of it. */
  forgetChannel(): void;
  /** The moment of the next token, when only the bucket holds messages back. */
  nextTokenMs(): number | undefined;
  /** Ends: waits for the attempts under way to be settled. */
  stop(): Promise<void>;
  lost(): boolean;
}

export interface ChannelSenderDeps extends DispatchDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly graph: GraphClient;
  readonly settler: Batcher<SettledAttempt, void>;
  readonly otherNumbers: OtherNumbers;
}

/** The marketing among the messages of a claim; undefined where every message goes the same way. */
type Marketing = ReturnType<typeof findMarketing> | undefined;

/** Sends without an answer: what half a second of the number's rate needs. What a crash leaves unknown is bounded by it. */
const inFlightSeconds = 0.5;
const leastInFlight = 32;
const mostInFlight = 500;
/** For a number without a rate. */
const unpacedInFlight = 128;
const settleTries = 20;
const settlePause = { baseMs: 200, capMs: 10_000 };
/**
 * What a busy machine sends in a second while it accepts, and at most in one claim: more would be a burst that callers wait for.
 * When what is claimed was due longer ago than a burst of calls lasts, it grows with that age, so that an unbroken flood of
 * calls and its sends come to a balance.
 */
const besideAcceptsPerSecond = 128;
const burstMs = 4_000;
/** Longest that a claim gives way, however large the one before was: what is known of the channel must not grow old meanwhile. */
const mostYieldMs = 1_000;
const pollMs = 1_000;
const credentialsFreshMs = 2_000;

export function createChannelSender(
  deps: ChannelSenderDeps,
  channel: { tenantId: string; channelId: string },
  lease: Lease,
): ChannelSender {
  const { tenantId, channelId } = channel;
  const sendDeps = { ...deps, lease };
  const bucket = createTokenBucket(0);
  const outage = createOutage();
  const inFlight = new Set<Promise<void>>();
  const claims = createClaimRecovery(deps, channel, lease);
  let credentials: ChannelCredentials | undefined;
  let loadedAt = Number.NEGATIVE_INFINITY;
  let heldBack = false;
  let besideAccepts = besideAcceptsPerSecond;
  let lastClaim = 0;
  // Rows of earlier holders of the lease may be due at any moment: the first step looks.
  let unknownDueMs = Number.NEGATIVE_INFINITY;
  let tokenTimer: NodeJS.Timeout | undefined;

  const loadChannel = async (): Promise<ChannelCredentials | undefined> => {
    if (credentials && performance.now() - loadedAt < credentialsFreshMs) return credentials;
    credentials = await deps.loadCredentials(tenantId, channelId);
    loadedAt = performance.now();
    if (credentials) bucket.setRate(credentials.throughputPerSecond);
    return credentials;
  };

  const decideUnknown = async (): Promise<void> => {
    unknownDueMs = Number.POSITIVE_INFINITY;
    const next = await resolveUnknown(deps, channel).catch((error) => {
      unknownDueMs = Number.NEGATIVE_INFINITY;
      throw error;
    });
    // One that became unknown meanwhile may be due earlier.
    unknownDueMs = Math.min(unknownDueMs, next);
  };

  const waitForToken = (): void => {
    heldBack = true;
    clearTimeout(tokenTimer);
    tokenTimer = setTimeout(() => loop.notify(), Math.max(1, bucket.waitMs(deps.clock.nowMs())));
    tokenTimer.unref();
  };

  /** How many may be sent now; 0 too where a claim is not yet worth its statement, near saturation. */
  const findRoom = (current: ChannelCredentials): number => {
    const now = deps.clock.nowMs();
    const limit = inFlightLimit(current.throughputPerSecond);
    const free = limit - inFlight.size;
    const tokens = bucket.waitMs(now) === 0 ? bucket.available(now) : 0;
    if (tokens < 1) waitForToken();
    return free < limit / 4 && free <= tokens ? 0 : Math.min(free, tokens);
  };

  const claim = (nowMs: number, most: number): Promise<ClaimedMessage[]> => {
    const asked = deps.db.tenant(tenantId, claimStatement, [channelId, new Date(nowMs), most, lease.fence]);
    asked.catch(claims.doubt);
    return asked;
  };

  const step = async (): Promise<boolean> => {
    heldBack = false;
    if (!lease.held()) return false;
    if (await claims.look()) unknownDueMs = Number.NEGATIVE_INFINITY;
    if (deps.clock.nowMs() >= unknownDueMs) await decideUnknown();
    const current = await loadChannel();
    if (!current || current.pausedAt) return false;
    if (findRoom(current) < 1) return false;
    const isClear = await deps.rightOfWay.clear(Math.min(mostYieldMs, (lastClaim * 1000) / besideAccepts));
    if (!lease.held()) return false;
    const now = deps.clock.nowMs();
    const room = findRoom(current);
    if (room < 1) return false;
    const most = isClear ? room : Math.min(room, besideAccepts);
    const claimed = await claim(now, most);
    lastClaim = claimed.length;
    if (claimed.length === 0) return false;
    const lateMs = now - Math.min(...claimed.map((message) => message.dueAt.getTime()));
    besideAccepts = Math.round(besideAcceptsPerSecond * Math.max(1, lateMs / burstMs));
    bucket.take(claimed.length, now);
    const marketing = current.usesMarketingApi ? findMarketing(deps.db, tenantId, claimed) : undefined;
    for (const message of claimed.sort((a, b) => (a.id < b.id ? -1 : 1))) track(attempt(current, message, marketing));
    return true;
  };

  const track = (work: Promise<void>): void => {
    inFlight.add(work);
    void work.finally(() => {
      inFlight.delete(work);
      loop.notify();
    });
  };

  const attempt = async (current: ChannelCredentials, message: ClaimedMessage, marketing: Marketing): Promise<void> => {
    claims.begin(message);
    const outcome = await sendOne(sendDeps, tenantId, current, message, marketing).catch((error): SendOutcome => {
      deps.log.error({ err: error, tenantId, messageId: message.id }, 'a message could not be put together');
      return refusedHere('The message could not be put together.');
    });
    // The outcome is known: it must reach the database, however long that is away.
    for (let tries = 1; tries <= settleTries; tries += 1) {
      try {
        await settle(message, outcome);
        return claims.end(message, true);
      } catch (error) {
        deps.log.error({ err: error, tenantId, messageId: message.id, tries }, 'an attempt could not be settled');
        await createWakeup().wait(backoffMs(tries, settlePause));
      }
    }
    claims.end(message, false);
  };

  const settle = async (message: ClaimedMessage, outcome: SendOutcome): Promise<void> => {
    const now = deps.clock.nowMs();
    if (outcome.kind !== 'not_sent') outage.over();
    const decision = decideAttempt(outcome, message.attempts, now, outage);
    if (decision.slowChannel) bucket.slowDown(now);
    if (decision.pauseChannel !== undefined) {
      forgetChannel();
      await deps.pauseChannel(tenantId, channelId, decision.pauseChannel);
    }
    deps.observeAttempt(outcome.kind);
    const { id: messageId, retry, attempts } = message;
    const { settlement } = decision;
    await deps.settler.add({ tenantId, messageId, fence: lease.fence, retry, attempts, at: new Date(now), settlement });
    learnNumber(message, outcome);
    if (settlement.kind === 'unknown') unknownDueMs = Math.min(unknownDueMs, settlement.checkAt.getTime());
  };

  const learnNumber = ({ waId }: ClaimedMessage, outcome: SendOutcome): void => {
    if (outcome.kind !== 'accepted' || waId === null || outcome.waId === undefined || outcome.waId === waId) return;
    deps.otherNumbers.learn({ tenantId, waId, otherWaId: outcome.waId });
  };

  const forgetChannel = (): void => {
    loadedAt = Number.NEGATIVE_INFINITY;
  };

  const loop = createWorkLoop({ name: `dispatch ${channelId}`, step, pollMs, clock: deps.clock, log: deps.log });
  return {
    channelId,
    start: () => loop.start(),
    notify: () => loop.notify(),
    async drain() {
      do {
        forgetChannel();
        await Promise.all(inFlight);
        await loop.drain();
      } while (inFlight.size > 0);
    },
    isIdle: () => inFlight.size === 0 && loop.isIdle(),
    forgetChannel,
    nextTokenMs: () => (heldBack ? deps.clock.nowMs() + Math.max(1, bucket.waitMs(deps.clock.nowMs())) : undefined),
    async stop() {
      clearTimeout(tokenTimer);
      await loop.stop();
      await Promise.all(inFlight);
    },
    lost: () => !lease.held(),
  };
}

async function sendOne(
  deps: ChannelSenderDeps & { readonly lease: Lease },
  tenantId: string,
  channel: ChannelCredentials,
  message: ClaimedMessage,
  marketing: Marketing,
): Promise<SendOutcome> {
  if (message.waId === null && message.bsuid === null) return refusedHere('The contact was deleted.');
  const uploaded = await uploadFirst(deps, tenantId, channel, message);
  if (uploaded?.kind === 'refused') return uploaded.outcome;
  const ready = await withHeaderMedia(deps.uploadHeaderMedia, tenantId, channel, message);
  if (ready.kind === 'refused') return ready.outcome;
  const body = toGraphBody(ready.message, uploaded?.metaMediaId, channel.messagingAccountId);
  const input = { phoneNumberId: channel.phoneNumberId, accessToken: channel.accessToken, body };
  const ids = marketing && (await marketing);
  if (marketing && !ids) return { kind: 'not_sent', detail: 'The database did not tell whether it is marketing.' };
  // By that policy the next holder of the lease sends it again; by the other one nobody else does.
  if (channel.unconfirmedPolicy === 'resend' && !deps.lease.held()) {
    return { kind: 'not_sent', detail: 'The process lost the channel before it was sent.' };
  }
  return deps.graph.sendMessage(ids?.has(message.id) ? { ...input, edge: 'marketing_messages' } : input);
}

// As if Meta had refused it without a code: trying again would not help.
function refusedHere(details: string): SendOutcome {
  return rejectionOf({ httpStatus: 400, code: codeOfNoGraphError, message: details, details });
}

async function uploadFirst(
  deps: ChannelSenderDeps,
  tenantId: string,
  channel: ChannelCredentials,
  message: ClaimedMessage,
): Promise<UploadedMedia | undefined> {
  return message.mediaId === null ? undefined : deps.uploadMedia(tenantId, channel, message.mediaId);
}

function inFlightLimit(perSecond: number): number {
  if (perSecond === 0) return unpacedInFlight;
  return Math.min(mostInFlight, Math.max(leastInFlight, Math.ceil(perSecond * inFlightSeconds)));
}
