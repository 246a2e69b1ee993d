import { Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import './contacts.css';

/** The pages of contacts, and what can be done on the one that is shown. */
export function ContactsHead({ children }: { children?: ReactNode }) {
  return (
    <header className="contacts-head">
      <Title order={1} size="h4">
        Contacts
      </Title>
      <nav aria-label="Contacts" className="contacts-tabs">
        <Link to="/contacts" activeOptions={{ exact: true, includeSearch: false }} className="contacts-tab">
          All
        </Link>
        <Link to="/contacts/segments" activeOptions={{ includeSearch: false }} className="contacts-tab">
          Segments
        </Link>
        <Link to="/contacts/imports" className="contacts-tab">
          Imports and edits
        </Link>
      </nav>
      <div className="contacts-actions">{children}</div>
    </header>
  );
}
