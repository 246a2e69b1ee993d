import type { Clock } from '../kernel/clock.ts';
import type { Waba } from './accounts.ts';
import { type JsonObject, listOrEmpty, objectOrEmpty } from './json-value.ts';
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
  'DELETED',
  ...templateCategories,
] as const;
export type TemplateDecision = (typeof templateDecisions)[number];

/** A decision as the webhook tells it. */
export interface ToldDecision {
  readonly decision: TemplateDecision;
  readonly reason: string | undefined;
  /** Of a pause or its end; FIRST_PAUSE when absent. */
  readonly pause?: 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'UNPAUSE';
}

/** The webhook of a template's state. */
export function statusUpdate(clock: Clock, waba: Waba, template: SimulatedTemplate, review: ToldDecision): Webhook {
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
    message_template_buttons: buttonsOf(template),
  });
}

/** The webhook of a template's quality. */
export function qualityUpdate(waba: Waba, template: SimulatedTemplate, before: string, after: string): Webhook {
  const value = { ...referenceTo(template), previous_quality_score: before, new_quality_score: after };
  return toWebhook(waba, template, 'message_template_quality_update', value);
}

/** The webhook of a category that Meta will set later (rule 7.2). */
export function impendingCategory(waba: Waba, template: SimulatedTemplate, category: string, atMs: number): Webhook {
  return toWebhook(waba, template, 'template_category_update', {
    ...referenceTo(template),
    new_category: template.category,
    correct_category: category,
    category_update_timestamp: Math.floor(atMs / 1000),
  });
}

/** The webhook of a category that Meta has set. */
export function categoryUpdate(waba: Waba, before: SimulatedTemplate, after: SimulatedTemplate): Webhook {
  return toWebhook(waba, after, 'template_category_update', categoryValue(before, after));
}

function toWebhook(waba: Waba, template: SimulatedTemplate, field: string, value: JsonObject): Webhook {
  return { wabaId: waba.id, field, value, templateName: template.name, operation: 'account' };
}

/** Sends any change of account level, as it is given. */
export function sendAccountEvent(sender: WebhookSender, waba: Waba, event: { field: string; value: JsonObject }): void {
  sender.send({ wabaId: waba.id, field: event.field, value: event.value, operation: 'account' });
}

function buttonsOf(template: SimulatedTemplate): JsonObject[] | undefined {
  const part = template.components.find((component) => String(component.type).toUpperCase() === 'BUTTONS');
  const buttons = listOrEmpty(part?.buttons).map(objectOrEmpty);
  if (buttons.length === 0) return undefined;
  return buttons.map((button) => ({
    message_template_button_type: button.type,
    message_template_button_text: button.text,
    message_template_button_url: button.url,
    message_template_button_phone_number: button.phone_number,
  }));
}

/** A template with another category. */
export function recategorised(template: SimulatedTemplate, category: string): SimulatedTemplate {
  const { correct_category: _announced, ...rest } = template;
  return { ...rest, category, previous_category: template.category };
}

/** A template with another status. */
export function decided(template: SimulatedTemplate, { decision, reason }: ToldDecision): SimulatedTemplate {
  const { rejected_reason: _before, ...rest } = template;
  const status = { ...rest, status: decision };
  return decision === 'REJECTED' ? { ...status, rejected_reason: reason ?? 'INVALID_FORMAT' } : status;
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

function statusValue(template: SimulatedTemplate, review: ToldDecision, clock: Clock): JsonObject {
  const value = {
    ...referenceTo(template),
    event: review.decision,
    reason: review.reason ?? null,
    message_template_category: template.category,
  };
  switch (review.decision) {
    case 'APPROVED':
      return {
        ...value,
        reason: review.reason ?? 'NONE',
        ...(review.pause ? { other_info: { title: review.pause, description: 'The pause is over.' } } : {}),
      };
    case 'REJECTED': {
      const rejection = {
        reason: 'The simulator was told to reject it.',
        recommendation: 'Change it and send it again.',
      };
      return { ...value, reason: review.reason ?? 'INVALID_FORMAT', rejection_info: rejection };
    }
    case 'PAUSED': {
      const description = review.reason ?? 'Paused for low quality.';
      return { ...value, other_info: { title: review.pause ?? 'FIRST_PAUSE', description } };
    }
    case 'DISABLED':
      return { ...value, disable_info: { disable_date: Math.floor(clock.nowMs() / 1000) } };
    default:
      return value;
  }
}
