import { AppError } from '../../../kernel/errors.ts';
import type { ConversationStatus } from '../../../modules/conversations/index.ts';
import type { InboxFilter } from '../../../modules/inbox/index.ts';

/** The query of the list as it came. */
export interface FilterQuery {
  readonly status?: string;
  readonly assignee?: string;
  readonly team?: string;
  readonly tag?: string;
  readonly channel?: string;
  readonly unread?: boolean;
  readonly favourite?: boolean;
  readonly closingWithinHours?: number;
  readonly outsideHours?: boolean;
  readonly search?: string;
}

const statusOf: Readonly<Record<string, ConversationStatus>> = {
  open: 'open',
  pending: 'pending',
  solved: 'solved',
  expired: 'expired',
  broadcast: 'broadcast',
  block: 'blocked',
};

/** Throws request.invalid for a status that there is not. */
export function fromFilterQuery(query: FilterQuery, operatorId: string): InboxFilter {
  return {
    statuses: toStatuses(query.status),
    assignee: toAssignee(query.assignee, operatorId),
    teamId: given(query.team),
    tagId: given(query.tag),
    channelId: given(query.channel),
    isUnread: query.unread === true ? true : undefined,
    favouriteOf: query.favourite === true ? operatorId : undefined,
    closingWithinHours: query.closingWithinHours,
    isOutsideHours: query.outsideHours === true ? true : undefined,
    search: given(query.search),
  };
}

function toStatuses(text: string | undefined): ConversationStatus[] | undefined {
  const words = (text ?? '').split(',').flatMap((word) => word.trim().toLowerCase() || []);
  const statuses = words.map((word) => {
    const status = statusOf[word];
    if (status !== undefined) return status;
    throw new AppError('request.invalid', `status must name some of ${Object.keys(statusOf).join(', ')}.`, {
      details: { field: 'status' },
    });
  });
  return statuses.length > 0 ? [...new Set(statuses)] : undefined;
}

function toAssignee(text: string | undefined, operatorId: string): InboxFilter['assignee'] {
  const word = given(text);
  if (word === undefined) return undefined;
  if (word === 'nobody' || word === 'bot') return { kind: word };
  return { kind: 'operator', id: word === 'me' ? operatorId : word };
}

function given(text: string | undefined): string | undefined {
  return text?.trim() || undefined;
}
