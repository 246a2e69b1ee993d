import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { messageOf } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { type Draft, draftQuery, draftsQuery, type Plan } from './campaign-queries.ts';

export interface DraftEditor {
  readonly name: string;
  readonly plan: Plan;
  readonly saved: 'saved' | 'saving' | 'not yet';
  readonly error: string | undefined;
  setName(name: string): void;
  change(part: Partial<Plan>): void;
  /** Saves what is not saved yet; answers the id of the draft. Throws what the server refused. */
  flush(): Promise<string>;
}

interface Options {
  readonly start: { readonly id: string | undefined; readonly name: string; readonly plan: Plan };
  /** The draft was saved for the first time. */
  readonly onMade: (draftId: string) => void;
  /** What a dry run showed is not what is here any more. */
  readonly onChanged: () => void;
}

const pauseMs = 600;

/** Keeps a draft on the server while it is typed: a moment after the last change, one call after the other. */
export function useDraftEditor({ start, onMade, onChanged }: Options): DraftEditor {
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState({ name: start.name, plan: start.plan });
  const [saved, setSaved] = useState<DraftEditor['saved']>(start.id === undefined ? 'not yet' : 'saved');
  const [error, setError] = useState<string | undefined>();
  const latest = useRef(draft);
  const known = useRef({ id: start.id, text: start.id === undefined ? '' : JSON.stringify(draft) });
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const save = async (): Promise<string> => {
    const { id } = known.current;
    const body = latest.current;
    const text = JSON.stringify(body);
    if (id !== undefined && text === known.current.text) return id;
    setSaved('saving');
    const made: Draft =
      id === undefined
        ? await read(api.POST('/internal/campaigns/drafts', { body }))
        : await read(api.PUT('/internal/campaigns/drafts/{draftId}', { params: { path: { draftId: id } }, body }));
    known.current = { id: made.id, text };
    queryClient.setQueryData(draftQuery(made.id).queryKey, made);
    void queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey });
    setSaved('saved');
    setError(undefined);
    if (id === undefined) onMade(made.id);
    return made.id;
  };

  const flush = (): Promise<string> => {
    clearTimeout(timer.current);
    const next = running.current.then(save, save);
    running.current = next;
    next.catch((cause: unknown) => {
      setSaved('not yet');
      setError(messageOf(cause));
    });
    return next;
  };

  const put = (next: typeof draft): void => {
    latest.current = next;
    setDraft(next);
    setSaved('not yet');
    onChanged();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush().catch(() => undefined), pauseMs);
  };

  useEffect(() => () => clearTimeout(timer.current), []);

  return {
    ...draft,
    saved,
    error,
    setName: (name) => put({ ...latest.current, name }),
    change: (part) => put({ ...latest.current, plan: { ...latest.current.plan, ...part } }),
    flush,
  };
}

export const emptyPlan: Plan = {
  audience: {
    kind: 'none',
    segmentIds: [],
    contactIds: [],
    fileId: null,
    phoneColumn: null,
    countryCodeColumn: null,
    nameColumn: null,
  },
  templateId: null,
  channelId: null,
  values: [],
  schedule: { kind: 'now', at: null, quietFrom: null, quietTo: null },
};
