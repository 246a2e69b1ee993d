import {
  IconCode,
  IconInbox,
  IconSettings,
  IconSpeakerphone,
  IconTemplate,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { words } from './words.ts';

export interface PageLink {
  readonly to: '/inbox' | '/contacts' | '/campaigns' | '/templates' | '/developer' | '/settings';
  readonly label: string;
  readonly icon: TablerIcon;
  /** Any one of them shows the page; none: everybody sees it. */
  readonly permissions: readonly string[];
}

const pages: readonly PageLink[] = [
  { to: '/inbox', label: words.nav.inbox, icon: IconInbox, permissions: ['inbox.read'] },
  { to: '/contacts', label: words.nav.contacts, icon: IconUsers, permissions: ['contacts.read'] },
  { to: '/campaigns', label: words.nav.campaigns, icon: IconSpeakerphone, permissions: ['campaigns.read'] },
  { to: '/templates', label: words.nav.templates, icon: IconTemplate, permissions: ['templates.read'] },
  { to: '/developer', label: words.nav.developer, icon: IconCode, permissions: ['webhooks.manage', 'tokens.manage'] },
  { to: '/settings', label: words.nav.settings, icon: IconSettings, permissions: [] },
];

/** The pages that a person with these permissions sees, in the order of the rail. */
export function pagesFor(held: readonly string[]): readonly PageLink[] {
  return pages.filter(({ permissions }) => permissions.length === 0 || permissions.some((one) => held.includes(one)));
}
