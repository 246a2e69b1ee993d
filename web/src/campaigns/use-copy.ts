import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { draftsQuery } from './campaign-queries.ts';

/** Begins a campaign like another one, and opens it. A second press meanwhile does nothing. */
export function useCopy(): (campaignId: string) => Promise<void> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { run } = useWrite();
  return async (campaignId) => {
    await run(async () => {
      try {
        const params = { path: { campaignId } };
        const { id } = await read(api.POST('/internal/campaigns/{campaignId}/copy', { params }));
        await queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
        await navigate({ to: '/campaigns/new', search: { draft: id } });
      } catch (error) {
        complain(error);
      }
    });
  };
}
