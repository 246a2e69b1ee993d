import type { components } from '@parley/contract/contacts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { refreshContacts } from './contact-queries.ts';

/** Begins an edit of many, and shows how it goes on. */
export function useStartEdit(): {
  readonly error: string | undefined;
  readonly isRunning: boolean;
  readonly start: (body: components['schemas']['EditInput']) => Promise<boolean>;
} {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { error, isRunning, run } = useWrite();
  return {
    error,
    isRunning,
    start: (body) =>
      run(async () => {
        const job = await read(api.POST('/internal/contacts/edits', { body }));
        await navigate({ to: '/contacts/imports/$jobId', params: { jobId: job.id } });
        await refreshContacts(queryClient);
      }),
  };
}
