import { AppError } from '../../kernel/errors.ts';
import { openMedia } from '../../modules/media/index.ts';
import type { ApiDeps } from '../api-deps.ts';
import { defineHandlers, type LegacyRequest, type Reply } from '../handlers.ts';
import { fromFileName, toMediaHeaders } from './shapes/media.ts';

export function createV1MediaHandlers(deps: ApiDeps) {
  return defineHandlers('v1v2', {
    getMedia: (request) => showFile(deps, request),
    showFile: (request) => showFile(deps, request),
  });
}

async function showFile(
  deps: ApiDeps,
  { ctx, query }: LegacyRequest<'getMedia'> | LegacyRequest<'showFile'>,
): Promise<Reply> {
  const path = fromFileName(query.fileName ?? '');
  if (path === '') throw new AppError('request.invalid', 'fileName is required.');
  const media = await openMedia(deps, ctx, { path });
  return { stream: media.stream, headers: toMediaHeaders(media, path) };
}
