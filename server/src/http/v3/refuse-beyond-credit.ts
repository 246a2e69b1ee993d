import type { components } from '@parley/contract/wati-v3';
import type { Context } from '../../kernel/context.ts';
import { noCreditText, openCreditGate } from '../../modules/billing/index.ts';
import type { Template } from '../../modules/templates/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import type { PlannedRecipient } from './plan-recipients.ts';

/** The plan of a send with those refused whom the credit of the tenant does not reach. */
export async function refuseBeyondCredit(
  deps: ApiDeps,
  ctx: Context,
  template: Template,
  planned: readonly PlannedRecipient[],
): Promise<readonly PlannedRecipient[]> {
  const isCovered = await openCreditGate(deps, ctx, template.category);
  if (!isCovered) return planned;
  return planned.map((entry): PlannedRecipient => {
    if (entry.kind === 'refused' || isCovered(entry.recipient)) return entry;
    const { target, phoneNumber, localMessageId } = entry;
    return { kind: 'refused', target, phoneNumber, localMessageId, error: noCreditText };
  });
}

/** A lack of credit is told of the recipient alone, under `success: true` (wati-v3-behaviour section 6). */
export function tellCreditAlone(
  answer: components['schemas']['SendTemplateMessagesResponse'],
): components['schemas']['SendTemplateMessagesResponse'] {
  const lacksCredit = answer.recipients?.some((recipient) => recipient.errors?.includes(noCreditText));
  return lacksCredit ? { ...answer, success: true, error: null } : answer;
}
