import { NavLink } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useSession } from '../session/session.ts';
import { usePageName } from '../ui/page-name.ts';
import { EmptyState } from '../ui/states.tsx';
import './settings.css';
import { sectionsFor } from './settings-sections.ts';

const route = getRouteApi('/app/settings/$section');

/** The settings: what a person sets for himself, and what those set who may for all. */
export function SettingsPage() {
  const { permissions } = useSession();
  const { section } = route.useParams();
  const { Section } = route.useLoaderData();
  const sections = sectionsFor(permissions);
  const chosen = sections.find(({ id }) => id === section);
  usePageName(chosen?.label);
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the links stand in one line, of which the chosen one must be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is looked up once the section is another
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [section]);
  return (
    <div className="settings">
      <nav ref={nav} className="settings-nav" aria-label="Settings">
        {sections.map(({ id, label, icon: Icon }) => (
          <NavLink
            key={id}
            component={Link}
            to={`/settings/${id}`}
            label={label}
            active={id === section}
            aria-current={id === section ? 'page' : undefined}
            leftSection={<Icon size={18} />}
            color="accent"
            styles={{ label: { color: 'var(--mantine-color-text)' } }}
          />
        ))}
      </nav>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard */}
      <section className="settings-page" tabIndex={0} aria-label={chosen?.label ?? 'Settings'}>
        <div>
          {chosen && Section ? (
            <Section />
          ) : (
            <EmptyState
              title="There is no such page for you"
              hint="It does not exist, or takes a role that you do not have. An administrator can give you one."
            />
          )}
        </div>
      </section>
    </div>
  );
}
