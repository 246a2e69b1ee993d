import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { keyOfEvent, keyOfOperation, type Reference, type ReferenceDocument } from './reference-queries.ts';

interface Entry {
  readonly key: string;
  readonly method: string;
  readonly label: string;
  readonly summary: string;
}

interface Section {
  readonly name: string;
  readonly entries: readonly Entry[];
}

interface Props {
  readonly reference: Reference;
  readonly query: string;
  readonly chosen: string | undefined;
}

/** The calls of each document by their tag, then the events. */
export function ReferenceList({ reference, query, chosen }: Props) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const documents = reference.documents
    .map((document) => ({ document, sections: sectionsOf(document, words) }))
    .filter(({ sections }) => sections.length > 0);
  if (documents.length === 0) {
    return (
      <Text size="sm" c="var(--quiet)" px="sm">
        Nothing is called so.
      </Text>
    );
  }
  return documents.map(({ document, sections }) => (
    <section key={document.name} aria-label={document.title}>
      <Title order={2} size="h6" px="sm" pt="sm">
        {document.title}
      </Title>
      {sections.map(({ name, entries }) => (
        <div key={name}>
          <Text size="xs" c="var(--quiet)" px="sm" pt={6}>
            {name}
          </Text>
          {entries.map((entry) => (
            <EntryLink key={entry.key} entry={entry} isChosen={entry.key === chosen} query={query} />
          ))}
        </div>
      ))}
    </section>
  ));
}

function EntryLink({ entry, isChosen, query }: { entry: Entry; isChosen: boolean; query: string }) {
  const q = query.trim();
  return (
    <Link
      to="/developer/reference"
      search={{ show: entry.key, ...(q ? { q } : {}) }}
      className="reference-link"
      aria-current={isChosen ? 'page' : undefined}
    >
      <span
        className="method"
        data-method={entry.method}
        data-writes={entry.method === 'GET' || entry.method === 'EVENT' ? undefined : true}
      >
        {entry.method}
      </span>
      <span style={{ overflowWrap: 'anywhere' }}>{entry.label}</span>
      <span />
      <Text span size="xs" c="var(--quiet)">
        {entry.summary}
      </Text>
    </Link>
  );
}

function sectionsOf(document: ReferenceDocument, words: readonly string[]): Section[] {
  const passes = (...texts: string[]): boolean => {
    const text = texts.join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const sections = new Map<string, Entry[]>();
  const put = (name: string, entry: Entry): void => {
    sections.set(name, [...(sections.get(name) ?? []), entry]);
  };
  for (const operation of document.operations) {
    const { id, method, path, tag, summary } = operation;
    if (!passes(id, path, tag, summary, document.title)) continue;
    put(tag, { key: keyOfOperation(document, operation), method, label: path, summary });
  }
  for (const event of document.events) {
    if (!passes(event.name, event.summary, 'event webhook')) continue;
    put('Events', { key: keyOfEvent(event), method: 'EVENT', label: event.name, summary: event.summary });
  }
  return [...sections].map(([name, entries]) => ({ name, entries }));
}
