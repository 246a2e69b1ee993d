import type { Database } from '../../db/database.ts';
import type { EventRecorder } from '../../events/record.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Context } from '../../kernel/context.ts';

export interface SendDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly events: EventRecorder;
  /** Told after the commit: messages wait for these channels. */
  queued(channelIds: ReadonlySet<string>): void;
}

/** The operator on whose behalf an actor sends, if any. */
export function operatorOf(ctx: Context): string | null {
  const { actor } = ctx;
  if (actor.kind === 'operator') return actor.operatorId;
  return actor.kind === 'token' ? (actor.operatorId ?? null) : null;
}

/** The run on whose behalf a chatbot sends: the request of a chatbot is its run. */
export function flowRunOf(ctx: Context): string | null {
  return ctx.actor.kind === 'bot' ? ctx.requestId : null;
}

const botSource = 'BOT';
const personSource = 'WEB';

/** Whether a chatbot sent the message. */
export function isByBot(message: { readonly source: string | null }): boolean {
  return message.source === botSource;
}

/** Whether a person wrote it in the web app. */
export function isByPerson(message: { readonly source: string | null }): boolean {
  return message.source === personSource;
}

/** The word for the origin of a send that webhooks repeat: WEB for people, BOT for chatbots, API for programs. */
export function sourceOf(ctx: Context): string {
  if (ctx.actor.kind === 'bot') return botSource;
  return ctx.actor.kind === 'operator' ? personSource : 'API';
}
