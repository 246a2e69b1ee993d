import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { complain } from '../inbox/use-conversation-actions.ts';
import { type TemplateDetail, type TemplateInput, templateQuery } from './template-queries.ts';

export function useSync() {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => read(api.POST('/internal/templates/sync')),
    onSuccess: ({ listed, changed, deleted }) => {
      notifications.show({
        message: `WhatsApp has ${listed} templates: ${changed} new or changed, ${deleted} gone.`,
      });
      return queryClient.invalidateQueries({ queryKey: ['templates'] });
    },
    onError: complain,
  });
  return { sync: () => mutate(), isRunning: isPending };
}

/** Keeps, submits and deletes. All throw what the server refused. */
export function useTemplateActions() {
  const queryClient = useQueryClient();
  const take = async (detail: TemplateDetail): Promise<TemplateDetail> => {
    queryClient.setQueryData(templateQuery(detail.id).queryKey, detail);
    // The picker of the inbox and the gallery read them anew.
    await queryClient.invalidateQueries({ queryKey: ['templates'], refetchType: 'none' });
    return detail;
  };
  /** A new draft, or a change of the one with that id. */
  const save = async (templateId: string | undefined, body: TemplateInput): Promise<TemplateDetail> => {
    if (templateId === undefined) return take(await read(api.POST('/internal/templates', { body })));
    const params = { path: { templateId } };
    return take(await read(api.PUT('/internal/templates/{templateId}', { params, body })));
  };
  const submit = async (templateId: string, { category, content }: TemplateInput): Promise<TemplateDetail> => {
    const params = { path: { templateId } };
    const body = { category, content };
    return take(await read(api.POST('/internal/templates/{templateId}/submit', { params, body })));
  };
  const remove = async (templateId: string, languages: 'one' | 'all'): Promise<void> => {
    const params = { path: { templateId }, query: { languages } };
    await read(api.DELETE('/internal/templates/{templateId}', { params }));
    await queryClient.invalidateQueries({ queryKey: ['templates'], refetchType: 'none' });
  };
  return { save, submit, remove };
}
