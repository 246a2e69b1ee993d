import type { components } from '@parley/contract/contacts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { refreshContacts } from './contact-queries.ts';

/** Begins an edit of many, and shows how it goes on. */
export function useStartEdit(): {
  readonly error: string | undefined;
  readonly start: (body: components['schemas']['EditInput']) => Promise<void>;
} {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<string | undefined>();
  return {
    error,
    async start(body) {
      try {
        const job = await read(api.POST('/internal/contacts/edits', { body }));
        await navigate({ to: '/contacts/imports/$jobId', params: { jobId: job.id } });
        await refreshContacts(queryClient);
      } catch (cause) {
        setError(messageOf(cause));
      }
    },
  };
}
