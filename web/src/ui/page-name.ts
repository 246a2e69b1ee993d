import { createContext, useContext, useEffect } from 'react';

/** Tells the frame what the page shows; undefined: nothing of its own. */
export const PageNameContext = createContext<(name: string | undefined) => void>(() => undefined);

/** Puts what a page shows into the title of the tab while it is shown: a chat's person, a campaign, a section. */
export function usePageName(name: string | null | undefined): void {
  const setName = useContext(PageNameContext);
  useEffect(() => {
    setName(name ?? undefined);
    return () => setName(undefined);
  }, [name, setName]);
}
