import { ApiError } from '../api/api-error.ts';
import { csrf } from '../api/client.ts';
import type { Media } from '../api/types.ts';

/** Brings a file to the workspace. Throws an ApiError when it is not taken. */
export async function upload(file: File): Promise<Media> {
  const form = new FormData();
  form.append('file', file, file.name);
  const answer = await fetch('/internal/inbox/media', {
    method: 'POST',
    headers: { 'x-parley-csrf': csrf.token },
    body: form,
  });
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return body as Media;
  const { reason, message, requestId } = (body ?? {}) as { reason?: string; message?: string; requestId?: string };
  throw new ApiError(answer.status, reason ?? 'unknown', message ?? `${file.name} was not taken.`, requestId, body);
}
