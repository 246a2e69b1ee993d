import type { Clock } from '../kernel/clock.ts';
import { AppError } from '../kernel/errors.ts';
import type { Accounts, Waba } from './accounts.ts';
import type { JsonObject } from './json-value.ts';
import type { SimulatedTemplate } from './simulated-account.ts';
import type { Webhook, WebhookSender } from './webhook-sender.ts';

export const templateCategories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
export const templateDecisions = [
  'APPROVED',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'PENDING',
  'IN_APPEAL',
  ...templateCategories,
] as const;
export type TemplateDecision = (typeof templateDecisions)[number];

/**
 * Gives a template another status, or another category when the decision is a category, and sends the webhook of that.
 * Every language is changed unless one is named. Answers the changed rows; `template.not_found` when there is none.
 */
export function reviewTemplate(
  deps: { clock: Clock; accounts: Accounts; sender: WebhookSender },
  review: { name: string; decision: TemplateDecision; reason: string | undefined; language: string | undefined },
): SimulatedTemplate[] {
  const found = deps.accounts.templatesNamed(review.name, review.language);
  if (found.length === 0) {
    const where = review.language === undefined ? '' : ` in ${review.language}`;
    throw new AppError('template.not_found', `There is no template ${review.name}${where}.`);
  }
  return found.map(({ waba, template }) => {
    const isCategory = templateCategories.some((category) => category === review.decision);
    const changed = isCategory ? recategorised(template, review.decision) : decided(template, review);
    deps.accounts.replaceTemplate(waba, changed);
    deps.sender.send(
      isCategory ? categoryUpdate(waba, template, changed) : statusUpdate(deps.clock, waba, changed, review),
    );
    return changed;
  });
}

/** The webhook of a template's state. */
export function statusUpdate(
  clock: Clock,
  waba: Waba,
  template: SimulatedTemplate,
  review: { decision: TemplateDecision | 'DELETED'; reason: string | undefined },
): Webhook {
  const value = statusValue(template, review, clock);
  return toWebhook(waba, template, 'message_template_status_update', value);
}

/** The webhook of a template's new content. */
export function componentsUpdate(waba: Waba, template: SimulatedTemplate): Webhook {
  const textOf = (type: string): unknown =>
    template.components.find((part) => String(part.type).toUpperCase() === type)?.text;
  return toWebhook(waba, template, 'message_template_components_update', {
    ...referenceTo(template),
    message_template_element: textOf('BODY'),
    message_template_title: textOf('HEADER'),
    message_template_footer: textOf('FOOTER'),
  });
}

function categoryUpdate(waba: Waba, before: SimulatedTemplate, after: SimulatedTemplate): Webhook {
  return toWebhook(waba, after, 'template_category_update', categoryValue(before, after));
}

function toWebhook(waba: Waba, template: SimulatedTemplate, field: string, value: JsonObject): Webhook {
  return { wabaId: waba.id, field, value, templateName: template.name, operation: 'account' };
}

/** Sends any change of account level, as it is given. */
export function sendAccountEvent(sender: WebhookSender, waba: Waba, event: { field: string; value: JsonObject }): void {
  sender.send({ wabaId: waba.id, field: event.field, value: event.value, operation: 'account' });
}

function recategorised(template: SimulatedTemplate, category: string): SimulatedTemplate {
  return { ...template, category, previous_category: template.category };
}

function decided(
  template: SimulatedTemplate,
  review: { decision: TemplateDecision; reason: string | undefined },
): SimulatedTemplate {
  const { rejected_reason: _before, ...rest } = template;
  const isRejected = review.decision === 'REJECTED';
  const status = { ...rest, status: review.decision };
  return isRejected ? { ...status, rejected_reason: review.reason ?? 'INVALID_FORMAT' } : status;
}

function referenceTo(template: SimulatedTemplate): JsonObject {
  return {
    message_template_id: template.id,
    message_template_name: template.name,
    message_template_language: template.language,
  };
}

function categoryValue(before: SimulatedTemplate, after: SimulatedTemplate): JsonObject {
  return { ...referenceTo(after), previous_category: before.category, new_category: after.category };
}

function statusValue(
  template: SimulatedTemplate,
  review: { decision: TemplateDecision | 'DELETED'; reason: string | undefined },
  clock: Clock,
): JsonObject {
  const value = {
    ...referenceTo(template),
    event: review.decision,
    reason: review.reason ?? null,
    message_template_category: template.category,
  };
  switch (review.decision) {
    case 'APPROVED':
      return { ...value, reason: review.reason ?? 'NONE' };
    case 'REJECTED': {
      const rejection = {
        reason: 'The simulator was told to reject it.',
        recommendation: 'Change it and send it again.',
      };
      return { ...value, reason: review.reason ?? 'INVALID_FORMAT', rejection_info: rejection };
    }
    case 'PAUSED':
      return {
        ...value,
        other_info: { title: 'FIRST_PAUSE', description: review.reason ?? 'Paused for low quality.' },
      };
    case 'DISABLED':
      return { ...value, disable_info: { disable_date: Math.floor(clock.nowMs() / 1000) } };
    default:
      return value;
  }
}
