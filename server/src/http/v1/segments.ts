import type { AppError } from '../../kernel/errors.ts';
import { createSegment, type Segment } from '../../modules/contacts/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { refuseWith, toFailure } from './refuse.ts';
import { fromSegmentRequest, toSegmentAnswer } from './shapes/segment.ts';

export function createV1SegmentHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    createCustomSegment: (request) =>
      refuseWith({ 'contact.not_found': refuse, 'segment.name_taken': refuse, 'segment.limit_reached': refuse }, () =>
        createCustomSegment(deps, request),
      ),
  });
}

async function createCustomSegment(deps: ApiDeps, { ctx, body }: LegacyRequest<'createCustomSegment'>): Promise<Reply> {
  const segment: Segment = await createSegment(deps, ctx, fromSegmentRequest(body));
  return { body: { ok: true, result: toSegmentAnswer(segment) } };
}

function refuse(error: AppError): Reply {
  return { body: { ok: false, ...toFailure(error.message), reason: error.reason } };
}
