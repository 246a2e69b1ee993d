import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { draftsQuery } from './campaign-queries.ts';

/** Begins a campaign like another one, and opens it. */
export function useCopy(): (campaignId: string) => Promise<void> {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return async (campaignId) => {
    try {
      const params = { path: { campaignId } };
      const { id } = await read(api.POST('/internal/campaigns/{campaignId}/copy', { params }));
      await queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
      await navigate({ to: '/campaigns/new', search: { draft: id } });
    } catch (error) {
      complain(error);
    }
  };
}
