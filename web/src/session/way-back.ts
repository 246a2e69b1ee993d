export interface SignInSearch {
  /** Where to go once somebody is signed in. */
  readonly to?: string;
}

/** Only a path of this site leads back: an address that a stranger put into a link does not. */
export function readSignInSearch(raw: Record<string, unknown>): SignInSearch {
  return typeof raw.to === 'string' ? wayBackTo(raw.to) : {};
}

/** What the sign-in page is told to come back to a page; nothing for the first page and for addresses of other sites. */
export function wayBackTo(href: string): SignInSearch {
  const url = parsed(href);
  if (!url || url.origin !== window.location.origin || !/^\/(?![/\\])/.test(href)) return {};
  const isFirst = url.pathname === '/' || url.pathname === '/sign-in' || (url.pathname === '/inbox' && !url.search);
  return isFirst ? {} : { to: url.pathname + url.search };
}

function parsed(href: string): URL | undefined {
  return URL.canParse(href, window.location.origin) ? new URL(href, window.location.origin) : undefined;
}
