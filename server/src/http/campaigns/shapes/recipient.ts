import type { components } from '@parley/contract/campaigns';
import { explainFailure } from '../../../meta/explain-failure.ts';
import { type RecipientRow, type RecipientState, retryAfterMs } from '../../../modules/campaigns/index.ts';
import type { TemplateDescription } from '../../../modules/templates/index.ts';
import { toTemplateContent } from '../../inbox/shapes/template.ts';

type Schemas = components['schemas'];

/** The template that the preview of a recipient shows; undefined when it is gone. */
export interface ShownTemplate {
  readonly id: string;
  readonly name: string;
  readonly described: TemplateDescription | undefined;
}

export function toRecipient(row: RecipientRow, template: ShownTemplate): Schemas['Recipient'] {
  const isFailed = row.state === 'failed';
  return {
    id: row.id,
    contactId: row.contactId,
    name: row.name,
    phone: row.waId,
    bsuid: row.bsuid,
    state: toState(row.state),
    skipReason: row.skipReason,
    reason: reasonOf(row),
    failedCode: isFailed ? row.failedCode : null,
    isRetryable: isFailed && retryAfterMs(row.failedCode) !== undefined,
    dueAt: row.dueAt?.toISOString() ?? null,
    sentAt: row.sentAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    readAt: row.readAt?.toISOString() ?? null,
    repliedAt: row.repliedAt?.toISOString() ?? null,
    preview: row.state === 'skipped' || row.content?.components === undefined ? null : toPreview(row, template),
  };
}

function toPreview(row: RecipientRow, { id, name, described }: ShownTemplate): Schemas['TemplateContent'] {
  const message = { content: row.content, templateId: id, templateName: name, text: row.text };
  return toTemplateContent(message, described, null);
}

function toState(state: RecipientState): Schemas['Recipient']['state'] {
  return state === 'unconfirmed' ? 'sending' : state;
}

const skipSentences: Readonly<Record<NonNullable<RecipientRow['skipReason']>, string>> = {
  opted_out: 'Wants no broadcasts.',
  blocked: 'Is blocked.',
  duplicate: 'Is in the audience already.',
  invalid_number: 'No phone number.',
  no_value: 'A value is missing, or cannot be sent:',
  internal_error: 'It could not be sent: something is wrong within Parley, whose log tells what.',
};

/** Why it got nothing, in words. */
export function reasonOf(
  row: Pick<RecipientRow, 'state' | 'skipReason' | 'skipDetail' | 'failedCode' | 'failedDetail'>,
): string | null {
  if (row.skipReason !== null) {
    const sentence = skipSentences[row.skipReason];
    return row.skipDetail === null ? sentence : `${sentence} ${row.skipDetail}`;
  }
  if (row.state !== 'failed') return null;
  const explained = row.failedCode === null ? undefined : explainFailure(row.failedCode);
  return explained ? `${explained.sentence} ${explained.next}` : (row.failedDetail ?? 'It could not be sent.');
}
