import type { components } from '@parley/contract/wati-v3';
import { localMessageIdOf } from '../../../kernel/ids.ts';
import { explainFailure } from '../../../meta/explain-failure.ts';
import type { Campaign, RecipientRow, RecipientState } from '../../../modules/campaigns/index.ts';
import type { NamedValue } from '../../../modules/templates/index.ts';

type RecipientDto = components['schemas']['BroadcastRecipientDto'] & {
  /** Why it failed and what to do, in words. Not of WATI, as are the next two. */
  readonly failed_detail?: string | null;
  /** Whether the same message may go through later as it is. */
  readonly failed_retryable?: boolean;
  readonly skip_reason?: string | null;
};

/** One recipient of a broadcast. `values` are those its template was filled with. */
export function toRecipientDto(row: RecipientRow, campaign: Campaign, values: readonly NamedValue[]): RecipientDto {
  return {
    id: row.id,
    contact_id: row.contactId,
    contact_name: row.name ?? row.waId,
    contact_phone: row.waId,
    status: toStatusWord(row.state),
    failed_code: row.state === 'failed' ? row.failedCode : null,
    local_message_id: row.localMessageId ?? localMessageIdOf(row.id),
    message_id: row.wamid === null ? null : row.id,
    custom_params: values.map(({ name, value }) => ({ name, value })),
    created: campaign.createdAt.toISOString(),
    ...(row.bsuid === null ? {} : { bsuid: row.bsuid }),
    ...(row.state === 'failed' ? toFailure(row) : {}),
    ...(row.skipReason === null ? {} : { skip_reason: row.skipReason }),
  };
}

function toStatusWord(state: RecipientState): string {
  return state === 'unconfirmed' ? 'sending' : state;
}

function toFailure({
  failedCode,
  failedDetail,
}: RecipientRow): Pick<RecipientDto, 'failed_detail' | 'failed_retryable'> {
  const explained = failedCode === null ? undefined : explainFailure(failedCode);
  if (!explained) return { failed_detail: failedDetail, failed_retryable: false };
  return { failed_detail: `${explained.sentence} ${explained.next}`, failed_retryable: explained.retryable };
}
