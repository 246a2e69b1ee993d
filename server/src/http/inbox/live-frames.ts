import { Readable } from 'node:stream';
import type { components } from '@parley/contract/inbox';
import type { Context } from '../../kernel/context.ts';
import { createWakeup } from '../../kernel/wakeup.ts';
import {
  countViews,
  type LiveBatch,
  type LivePage,
  type LiveSubscription,
  type StreamPosition,
  toCursor,
} from '../../modules/inbox/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { toConversation, toPresence } from './shapes/conversation.ts';
import { toScheduledMessage } from './shapes/scheduled.ts';
import { toTimelineItem } from './shapes/timeline.ts';
import type { TemplateMemory } from './template-memory.ts';

type Frame = components['schemas']['LiveFrame'];

export interface LiveFrameDeps extends Pick<ApiDeps, 'db' | 'clock' | 'liveFeed' | 'eventStream'> {
  readonly templates: TemplateMemory;
  /** Asked from time to time: whether the session still lives and opens the inbox. */
  readonly mayGoOn: () => Promise<boolean>;
}

export interface Follower {
  readonly ctx: Context;
  readonly operatorId: string;
  /** Where one who comes back goes on. */
  readonly from: StreamPosition | undefined;
  readonly signal: AbortSignal;
}

/** A sign of life at least this often. */
const heartbeatMs = 15_000;
const checkMs = 5_000;
/** Counts are told at most this often. */
const countsMs = 1_000;
/** Pages that wait for a slow reader; with more it is cut off and goes on from its last frame. */
const waitingPages = 200;
/** How long a browser waits before it connects again. */
const retryMs = 1_000;
const bufferBytes = 64 * 1024;

/** The frames of one who follows the inbox. Throws stream.limit_reached. */
export async function createLiveFrames(deps: LiveFrameDeps, follower: Follower): Promise<Readable> {
  const pages: LivePage[] = [];
  const arrived = createWakeup();
  const receive = (page: LivePage | undefined): void => {
    if (page !== undefined) pages.push(page);
    arrived.notify();
  };
  const { ctx, operatorId, signal } = follower;
  const subscription = await deps.liveFeed.join(ctx.tenantId, operatorId, receive);
  const inbox = { pages, wait: (ms: number) => arrived.wait(ms, signal) };
  const readable = Readable.from(listFrames(deps, follower, subscription, inbox), {
    objectMode: false,
    highWaterMark: bufferBytes,
  });
  readable.once('close', () => subscription.leave());
  if (signal.aborted) readable.destroy();
  signal.addEventListener('abort', () => readable.destroy(), { once: true });
  return readable;
}

interface Arrivals {
  readonly pages: LivePage[];
  wait(ms: number): Promise<void>;
}

async function* listFrames(
  deps: LiveFrameDeps,
  follower: Follower,
  subscription: LiveSubscription,
  arrivals: Arrivals,
): AsyncGenerator<string> {
  const { signal } = follower;
  yield `retry: ${retryMs}\n${write([{ type: 'hello' }], follower.from ?? subscription.start)}`;
  if (follower.from !== undefined) {
    const missed = await subscription.catchUp(follower.from, signal);
    if (missed === undefined) yield write([{ type: 'reset' }], subscription.start);
    else yield write(await toFrames(deps, follower, missed.batch), missed.position);
  }
  const pulse = { heardAt: performance.now(), checkedAt: performance.now(), countedAt: 0, countsDue: true };
  while (!signal.aborted && !deps.eventStream.isClosed) {
    if (arrivals.pages.length > waitingPages) return;
    const page = arrivals.pages.shift();
    const now = performance.now();
    if (page !== undefined) {
      yield write(await toFrames(deps, follower, page.batch), page.position);
      pulse.heardAt = now;
      pulse.countsDue ||= movesCounts(page.batch);
    } else if (pulse.countsDue && now - pulse.countedAt >= countsMs) {
      pulse.countsDue = false;
      pulse.countedAt = now;
      yield write([{ type: 'counts', counts: await countViews(deps, follower.ctx, follower.operatorId) }]);
    } else {
      if (now - pulse.checkedAt >= checkMs) {
        if (!(await deps.mayGoOn())) return;
        pulse.checkedAt = now;
      }
      if (now - pulse.heardAt >= heartbeatMs) {
        pulse.heardAt = now;
        yield ': still here\n\n';
      }
      const countsIn = pulse.countsDue ? pulse.countedAt + countsMs - now : checkMs;
      await arrivals.wait(Math.max(1, Math.min(checkMs, countsIn)));
    }
  }
}

function movesCounts(batch: LiveBatch): boolean {
  return batch.rows.length > 0 || batch.scheduled.length > 0 || batch.goneIds.length > 0 || batch.isFlood;
}

/** What a page says to one operator: rows bear their favourites, mentions are theirs. */
async function toFrames(deps: LiveFrameDeps, { ctx, operatorId }: Follower, batch: LiveBatch): Promise<Frame[]> {
  const nowMs = deps.clock.nowMs();
  const describedOf = await deps.templates.describe(ctx, batch.entries);
  const rows = new Map(batch.rows.map((row) => [row.id, toConversation(row, operatorId, nowMs)]));
  const items = batch.entries.map((entry) => toTimelineItem(entry, describedOf));
  const frames: Frame[] = items.map((item) => {
    if (item.kind === 'message') return { type: 'message', message: item };
    return item.kind === 'note' ? { type: 'note', note: item } : { type: 'ticket', item };
  });
  for (const conversation of rows.values()) frames.push({ type: 'conversation', conversation });
  for (const conversationId of batch.goneIds) frames.push({ type: 'conversation.gone', conversationId });
  for (const note of items) {
    const conversation = rows.get(note.conversationId);
    if (note.kind !== 'note' || !batch.mentions.get(note.id)?.includes(operatorId) || !conversation) continue;
    frames.push({ type: 'mention', note, conversation });
  }
  for (const scheduled of batch.scheduled) {
    frames.push({ type: 'scheduled', scheduledMessage: toScheduledMessage(scheduled) });
  }
  for (const { id: mediaId, state, mimeType, sizeBytes } of batch.media) {
    frames.push({ type: 'media', media: { mediaId, state, mimeType, sizeBytes } });
  }
  for (const [conversationId, present] of batch.presence) {
    frames.push({ type: 'presence', conversationId, presence: present.map(toPresence) });
  }
  for (const jobId of batch.contactJobIds) frames.push({ type: 'contactJob', jobId });
  if (batch.isFlood) frames.push({ type: 'list.stale' });
  return frames;
}

/** Frames as they are sent. The last bears the place that all of them lead to: who breaks off between them is told all again. */
function write(frames: readonly Frame[], position?: StreamPosition): string {
  if (frames.length === 0) return position === undefined ? '' : `id: ${toCursor(position)}\n\n`;
  return frames
    .map((frame, index) => {
      const id = position !== undefined && index === frames.length - 1 ? `id: ${toCursor(position)}\n` : '';
      return `${id}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
    })
    .join('');
}
