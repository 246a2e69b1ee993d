import { ActionIcon, Indicator, Menu, Tooltip, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { countsQuery } from '../inbox/inbox-queries.ts';
import { LiveProvider, useLive } from '../live/live-context.tsx';
import { atMost99, useAnnouncements } from '../live/use-announcements.ts';
import { signOut, useSession } from '../session/session.ts';
import { PersonAvatar } from './avatar.tsx';
import { useDensity } from './density.ts';
import { onDemand } from './on-demand.tsx';
import { PageNameContext } from './page-name.ts';
import { pagesFor } from './pages.ts';
import { TimeProvider } from './time-provider.tsx';
import { useDialogFocus } from './use-dialog-focus.ts';
import { words } from './words.ts';

const CommandBar = onDemand(() => import('./command-bar.tsx').then((module) => module.CommandBar));
const WorldClock = lazy(() =>
  import('../simulator/world-clock.tsx').then(({ WorldClock: clock }) => ({ default: clock })),
);

/** The rail with the page beside it, for whoever is signed in. */
export function AppFrame() {
  const [density] = useDensity();
  useDialogFocus();
  const [pageName, setPageName] = useState<string | undefined>();
  const [isCommandBarAsked, setCommandBarAsked] = useState(false);
  // Once it is there, it listens to its key itself.
  useHotkeys([['mod+K', () => setCommandBarAsked(true)]], []);
  return (
    <LiveProvider>
      <TimeProvider>
        <PageNameContext value={setPageName}>
          <div className="app" data-density={density}>
            <Rail pageName={pageName} />
            <main className="page">
              <OfflineBanner />
              <div className="page-content">
                <Outlet />
              </div>
            </main>
            {isCommandBarAsked && <CommandBar />}
          </div>
        </PageNameContext>
      </TimeProvider>
    </LiveProvider>
  );
}

function Rail({ pageName }: { pageName: string | undefined }) {
  const session = useSession();
  const counts = useQuery(countsQuery);
  const unread = counts.data?.unread ?? 0;
  const { pathname } = useLocation();
  const pages = pagesFor(session.permissions);
  const navigate = useNavigate();
  const openChat = (conversationId: string): void =>
    void navigate({ to: '/inbox/$conversationId', params: { conversationId } });
  useAnnouncements(pageName ?? pages.find(({ to }) => pathname.startsWith(to))?.label, unread, openChat);
  return (
    <nav className="rail" aria-label="Pages">
      {pages.map(({ to, label, icon: Icon }) => (
        <Tooltip key={to} label={label} position="right">
          <Link
            to={to}
            className="rail-link"
            aria-label={to === '/inbox' && unread ? `${label}, ${atMost99(unread)} unread` : label}
          >
            {to === '/inbox' ? (
              <Indicator label={atMost99(unread)} disabled={!unread} size={16} offset={2} color="accent" aria-hidden>
                <Icon size={22} />
              </Indicator>
            ) : (
              <Icon size={22} />
            )}
          </Link>
        </Tooltip>
      ))}
      <div style={{ flex: 1 }} className="rail-foot" />
      {session.simulator && (
        <Suspense>
          <WorldClock />
        </Suspense>
      )}
      <OwnMenu />
    </nav>
  );
}

function OwnMenu() {
  const { operator, tenant } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = (): Promise<void> => signOut(queryClient, () => navigate({ to: '/sign-in' }));
  return (
    <Menu position="right-end" withArrow>
      <Menu.Target>
        <ActionIcon variant="transparent" size={44} radius="xl">
          <PersonAvatar person={operator} size={36} />
          <VisuallyHidden>{operator.name}, menu</VisuallyHidden>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label c="var(--quiet)">
          {operator.name}, {tenant.name}
        </Menu.Label>
        <Menu.Item leftSection={<IconUser size={16} />} component={Link} to="/settings">
          Profile and sessions
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OfflineBanner() {
  const { isConnected } = useLive();
  if (isConnected) return null;
  return (
    <div role="status" className="offline">
      {words.offline}
    </div>
  );
}
