import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Accounts, Waba } from './accounts.ts';
import { textOrUndefined } from './json-value.ts';
import {
  categoryUpdate,
  decided,
  impendingCategory,
  qualityUpdate,
  recategorised,
  statusUpdate,
  type TemplateDecision,
  type ToldDecision,
  templateCategories,
} from './review-template.ts';
import type { Schedule } from './schedule.ts';
import type { Settings } from './settings.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import type { WebhookSender } from './webhook-sender.ts';

const hourMs = 3_600_000;
/** Rule 7.5: how long the first and the second pause last; the third one disables. */
const pauses = [
  { lastsMs: 3 * hourMs, title: 'FIRST_PAUSE' },
  { lastsMs: 6 * hourMs, title: 'SECOND_PAUSE' },
] as const;

/** Templates that a control call means. */
export interface TemplateChoice {
  readonly name: string;
  readonly language: string | undefined;
}

/** Meta's decisions on templates; each is a webhook. Calls by name change every language unless one is named. */
export interface TemplateReviewer {
  /**
   * Gives a template another status, or another category when the decision is a category: now, or announced and set after
   * `inSeconds`. Answers the changed rows; `template.not_found` when there is none.
   */
  review(
    choice: TemplateChoice,
    review: { decision: TemplateDecision; reason: string | undefined; inSeconds?: number | undefined },
  ): SimulatedTemplate[];
  setQuality(choice: TemplateChoice, score: string): SimulatedTemplate[];
  unpause(waba: Waba, template: SimulatedTemplate): void;
  /** A template waits for its review: it comes by itself when the settings say so. */
  submitted(waba: Waba, template: SimulatedTemplate): void;
}

export function createTemplateReviewer(deps: {
  clock: Clock;
  schedule: Schedule;
  settings: Settings;
  accounts: Accounts;
  sender: WebhookSender;
}): TemplateReviewer {
  const { clock, schedule, settings, accounts, sender } = deps;
  /** Pauses so far, by template id. */
  const pausesOf = new Map<string, number>();
  const replace = (waba: Waba, template: SimulatedTemplate): SimulatedTemplate => {
    accounts.replaceTemplate(waba, template);
    return template;
  };
  const tell = (waba: Waba, template: SimulatedTemplate, told: ToldDecision): void =>
    sender.send(statusUpdate(clock, waba, template, told));
  /** The row as it is now; undefined when it has gone. */
  const current = (waba: Waba, id: string): SimulatedTemplate | undefined =>
    waba.templates.find((row) => row.id === id);

  const unpause = (waba: Waba, template: SimulatedTemplate): void => {
    const told = { decision: 'APPROVED', reason: undefined, pause: 'UNPAUSE' } as const;
    tell(waba, replace(waba, decided(template, told)), told);
  };
  const pause = (waba: Waba, template: SimulatedTemplate, reason: string | undefined): SimulatedTemplate => {
    const { template_pauses_end: pausesEnd } = settings.current();
    const count = pausesOf.get(template.id) ?? 0;
    pausesOf.set(template.id, count + 1);
    const step = pauses[count];
    if (!step && pausesEnd) return decide(waba, template, { decision: 'DISABLED', reason });
    const told = { decision: 'PAUSED', reason, pause: step?.title ?? 'SECOND_PAUSE' } as const;
    const paused = replace(waba, decided(template, told));
    tell(waba, paused, told);
    if (step && pausesEnd) {
      schedule.at(clock.nowMs() + step.lastsMs, () => {
        const now = current(waba, template.id);
        if (now === paused) unpause(waba, now);
      });
    }
    return paused;
  };
  const decide = (waba: Waba, template: SimulatedTemplate, told: ToldDecision): SimulatedTemplate => {
    const changed = decided(template, told);
    if (told.decision === 'DELETED') accounts.removeTemplate(waba, template.id);
    else replace(waba, changed);
    tell(waba, changed, told);
    return changed;
  };
  const recategorise = (waba: Waba, template: SimulatedTemplate, category: string): SimulatedTemplate => {
    const changed = replace(waba, recategorised(template, category));
    sender.send(categoryUpdate(waba, template, changed));
    return changed;
  };
  const announce = (waba: Waba, template: SimulatedTemplate, category: string, inSeconds: number) => {
    const atMs = clock.nowMs() + inSeconds * 1000;
    sender.send(impendingCategory(waba, template, category, atMs));
    schedule.at(atMs, () => {
      const now = current(waba, template.id);
      if (now) recategorise(waba, now, category);
    });
    return replace(waba, { ...template, correct_category: category });
  };
  return {
    review(choice, { decision, reason, inSeconds }) {
      const isCategory = templateCategories.some((category) => category === decision);
      return requireTemplates(accounts, choice).map(({ waba, template }) => {
        if (isCategory && inSeconds) return announce(waba, template, decision, inSeconds);
        if (isCategory) return recategorise(waba, template, decision);
        return decision === 'PAUSED' ? pause(waba, template, reason) : decide(waba, template, { decision, reason });
      });
    },
    setQuality(choice, score) {
      return requireTemplates(accounts, choice).map(({ waba, template }) => {
        const before = textOrUndefined(template.quality_score?.score) ?? 'UNKNOWN';
        const date = Math.floor(clock.nowMs() / 1000);
        const changed = replace(waba, { ...template, quality_score: { score, date } });
        sender.send(qualityUpdate(waba, changed, before, score));
        return changed;
      });
    },
    unpause,
    submitted(waba, template) {
      const { auto_review: auto } = settings.current();
      if (!auto) return;
      schedule.at(clock.nowMs() + auto.after_seconds * 1000, () => {
        const now = current(waba, template.id);
        if (now?.status === 'PENDING') decide(waba, now, { decision: auto.decision, reason: undefined });
      });
    },
  };
}

function requireTemplates(accounts: Accounts, { name, language }: TemplateChoice) {
  const found = accounts.templatesNamed(name, language);
  if (found.length > 0) return found;
  const where = language === undefined ? '' : ` in ${language}`;
  throw new AppError('template.not_found', `There is no template ${name}${where}.`);
}
