import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { SettingsSearch } from './settings-search.ts';

/** The thing that is opened, by the address: an id, or `new`. Going back closes it. */
export function useOpened(): readonly [string | undefined, (id: string | undefined) => void] {
  const { section = 'profile' } = useParams({ strict: false });
  const search = useSearch({ strict: false }) as SettingsSearch;
  const navigate = useNavigate();
  const { open, ...others } = search;
  const setOpen = (id: string | undefined): void => {
    const next = id === undefined ? others : { ...others, open: id };
    void navigate({ to: '/settings/$section', params: { section }, search: next });
  };
  return [open, setOpen];
}
