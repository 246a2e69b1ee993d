import type { components } from '@parley/contract/wati-v1-v2';
import { AppError } from '../../../kernel/errors.ts';
import type { AttributeCondition, Segment, SegmentInput } from '../../../modules/contacts/index.ts';
import { toCondition } from './condition.ts';

type SegmentRequest = components['schemas']['CreateCustomSegmentRequest'];

const kinds = { 1: 'static', 2: 'dynamic' } as const;
const refreshTypes = { static: 1, dynamic: 2 } as const;

const conditionForm =
  'groups must be a list of {"conditions": [{"attribute", "operator", "value"}]}, such as [{"conditions":[{"attribute":"plan","operator":"==","value":"gold"}]}].';

/** Throws request.invalid. */
export function fromSegmentRequest(body: SegmentRequest): SegmentInput {
  const groups = body.groups?.map(({ conditions }) => conditions.map(fromCondition));
  if (body.useUploadedContact && !body.contactIds?.length && !groups?.length) {
    throw new AppError('request.invalid', 'useUploadedContact: name the uploaded contacts by contactIds.');
  }
  return {
    name: body.name,
    description: body.description ?? undefined,
    kind: kinds[body.refreshType],
    groups,
    contactIds: body.contactIds ?? undefined,
  };
}

function fromCondition(condition: { attribute: string; operator: string; value?: unknown }): AttributeCondition {
  const { attribute: name, operator, value } = condition;
  return toCondition({ name, operator, value }, { field: 'groups', form: conditionForm });
}

/** WATI publishes no answer: the id as its clients expect it, and what was made. */
export function toSegmentAnswer({ id, name, description, kind, createdAt }: Segment) {
  return { id, name, description, refreshType: refreshTypes[kind], created: createdAt.toISOString() };
}
