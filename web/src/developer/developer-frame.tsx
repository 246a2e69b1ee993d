import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { usePageName } from '../ui/page-name.ts';
import { EmptyState } from '../ui/states.tsx';
import { developerPagesFor } from './developer-pages.ts';
import './developer.css';

/** The pages of the part, with one navigation over them. */
export function DeveloperFrame() {
  const { permissions } = useSession();
  const { pathname } = useLocation();
  const pages = developerPagesFor(permissions);
  usePageName(pages.find(({ to }) => pathname.startsWith(to))?.label);
  const isAllowed = pages.some(({ to }) => pathname.startsWith(to));
  return (
    <div className="developer">
      <nav className="developer-nav" aria-label="Developer">
        {pages.map(({ to, label }) => (
          <Link key={to} to={to} className="developer-link">
            {label}
          </Link>
        ))}
      </nav>
      <div className="developer-page">
        {isAllowed ? (
          <Outlet />
        ) : (
          <EmptyState title="Your roles do not show this page" hint="Ask an administrator for a role that does." />
        )}
      </div>
    </div>
  );
}
