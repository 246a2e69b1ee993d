import { notifications } from '@mantine/notifications';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { ApiError, messageOf } from '../api/api-error.ts';
import { toGiven } from './draft.ts';
import type { TemplateDetail, TemplateInput } from './template-queries.ts';
import { useTemplateActions } from './use-template-actions.ts';

interface Given {
  readonly template: TemplateDetail | undefined;
  readonly draft: TemplateInput;
  readonly isChanged: boolean;
}

/** Saves and submits what is in the editor, and asks before it is left with changes. */
export function useEditorActions({ template, draft, isChanged }: Given) {
  const navigate = useNavigate();
  const { save, submit } = useTemplateActions();
  const [refused, setRefused] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  const mayLeave = useRef(false);
  useBlocker({
    shouldBlockFn: () => isChanged && !mayLeave.current && !window.confirm('Leave without saving the changes?'),
    enableBeforeUnload: () => isChanged && !mayLeave.current,
  });
  const open = async (templateId: string, edit: boolean): Promise<void> => {
    mayLeave.current = true;
    const search = edit ? { edit } : {};
    await navigate({ to: '/templates/$templateId', params: { templateId }, search, replace: true });
    mayLeave.current = false;
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setRunning(true);
    setRefused(undefined);
    await work().catch(setRefused);
    setRunning(false);
  };
  const isTaken = refused instanceof ApiError && refused.reason === 'template.name_taken';
  return {
    isRunning,
    nameError: isTaken ? messageOf(refused) : undefined,
    error: refused === undefined || isTaken ? undefined : messageOf(refused),
    save: () =>
      run(async () => {
        const { id } = await save(template?.id, toGiven(draft));
        notifications.show({ message: 'The draft is saved.' });
        await open(id, true);
      }),
    submit: () =>
      run(async () => {
        const given = toGiven(draft);
        const isDraft = template === undefined || template.status === 'DRAFT';
        const { id } = isDraft ? await save(template?.id, given) : template;
        try {
          await submit(id, given);
        } catch (error) {
          // The draft is kept: what WhatsApp refused is corrected in it.
          if (template === undefined) {
            notifications.show({ color: 'red', title: 'Kept as a draft', message: messageOf(error), autoClose: false });
            await open(id, true);
          }
          throw error;
        }
        notifications.show({ message: 'It is with WhatsApp now.' });
        await open(id, false);
      }),
  };
}
