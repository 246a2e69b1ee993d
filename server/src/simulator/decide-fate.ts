import type { Clock } from '../kernel/clock.ts';
import type { CheckedSend } from './check-send.ts';
import type { Choices } from './choices.ts';
import type { FaultOutcome } from './faults.ts';
import { GraphError } from './graph-errors.ts';
import type { People, PhoneMessage } from './people.ts';
import type { PortfolioLimits } from './portfolio-limits.ts';
import type { Settings } from './settings.ts';
import type { Fate } from './status-player.ts';

/** Rule 2.8. */
const reactionTargetLifeMs = 30 * 86_400_000;

export interface FateDeps {
  readonly clock: Clock;
  readonly people: People;
  readonly settings: Settings;
  readonly choices: Choices;
  readonly limits: PortfolioLimits;
}

/**
 * What becomes of an accepted message. Throws 131047 when the settings want a closed window to be told at once, and counts
 * who is reached outside a window.
 */
export function decideFate(
  message: PhoneMessage,
  send: CheckedSend,
  fault: FaultOutcome | undefined,
  deps: FateDeps,
): Fate {
  if (fault?.silence) return { kind: 'silent' };
  if (fault?.error && (fault.mode === 'async' || fault.mode === 'both')) {
    return fails(fault.error.code, fault.error.details);
  }
  const refusal = whyNot(message, send, deps);
  if (refusal) return refusal;
  if (fault?.statuses) return { kind: 'planned', statuses: fault.statuses };
  if (fault?.hold && send.template) {
    const { seconds } = fault.hold;
    const next: Fate = fault.hold.ends === 'released' ? { kind: 'arrives' } : fails(132015, 'Its quality is too low.');
    return { kind: 'held', seconds, next };
  }
  return send.laterFailure ? fails(send.laterFailure.code, send.laterFailure.details) : { kind: 'arrives' };
}

function whyNot(message: PhoneMessage, send: CheckedSend, deps: FateDeps): Fate | undefined {
  const { person, thread } = message;
  const isOpen = deps.clock.nowMs() < thread.windowEndsMs;
  if (!person.behaviour.onWhatsapp) {
    return fails(131026, 'Message undeliverable: the number is not on WhatsApp.');
  }
  if (thread.channel.state.blockedUsers.has(person.waId)) {
    return fails(130403, 'The business has blocked this user.');
  }
  if (send.template?.category === 'MARKETING') {
    const refused = whyNoMarketing(message, deps);
    if (refused) return refused;
  }
  if (!send.template && !send.isDirect && !isOpen) {
    const details = 'More than 24 hours have passed since the customer last wrote; use a template.';
    if (deps.settings.current().window_closed === 'sync') throw new GraphError(131047, details);
    return fails(131047, details);
  }
  if (send.reactionTo !== undefined && !isReactionTarget(send.reactionTo, message, deps)) {
    return fails(131009, 'The message that is reacted to is unknown, too old, or itself a reaction.');
  }
  if (!isOpen && !deps.limits.reach(thread.channel, person.waId)) {
    return fails(deps.settings.current().messaging_limit_code, 'The messaging limit of the portfolio is reached.');
  }
  return undefined;
}

/** Whom Meta keeps marketing from (section 4); who exactly follows from the seed. */
function whyNoMarketing({ person }: PhoneMessage, { settings, choices }: FateDeps): Fate | undefined {
  const { marketing_cap_share: cap, marketing_experiment_share: experiment, block_us_marketing } = settings.current();
  if (person.behaviour.optedOutMarketing) {
    return fails(131050, 'The user has stopped marketing messages from this business.');
  }
  if (experiment > 0 && choices.fraction(`experiment ${person.waId}`) < experiment) {
    return fails(130472, "The user's number is part of an experiment.");
  }
  const isCapped = cap > 0 && choices.fraction(`cap ${person.waId}`) < cap;
  if (isCapped || (block_us_marketing && person.userId.startsWith('US.'))) {
    return fails(131049, 'This message was not delivered to maintain healthy ecosystem engagement.');
  }
  return undefined;
}

function fails(code: number, details: string | undefined): Fate {
  return { kind: 'fails', code, details };
}

function isReactionTarget(id: string, message: PhoneMessage, deps: { clock: Clock; people: People }): boolean {
  const target = deps.people.findMessage(id);
  if (!target || target.thread !== message.thread || target.type === 'reaction') return false;
  return deps.clock.nowMs() - target.atMs <= reactionTargetLifeMs;
}
