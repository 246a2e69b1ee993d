import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { BackLink } from './back-link.tsx';
import { noContent } from './draft.ts';
import { type LibraryEntry, library } from './library.ts';
import { TemplateEditor } from './template-editor.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { type TemplateInput, templateQuery } from './template-queries.ts';
import type { NewSearch } from './template-search.ts';
import { sentence } from './template-words.ts';
import './templates.css';

/** A new template: first what it begins with, then the editor. */
export function NewTemplatePage() {
  const search = useSearch({ strict: false }) as NewSearch;
  const mayWrite = useSession().permissions.includes('templates.write');
  if (!mayWrite) {
    return (
      <EmptyState title="You may not write templates" hint="Ask an administrator for the role of a template manager." />
    );
  }
  if (search.copy) return <Copy id={search.copy} search={search} />;
  if (search.sample) return <TemplateEditor key={search.sample} start={startOf(search.sample)} />;
  return <Library />;
}

function Copy({ id, search }: { id: string; search: NewSearch }) {
  const template = useQuery(templateQuery(id));
  if (template.isError) return <ErrorState error={template.error} onRetry={() => void template.refetch()} />;
  if (!template.data) return null;
  const { wabaId, name, language, category, content } = template.data;
  const start = { wabaId, name: search.name ?? name, language: search.language ?? language, category, content };
  return <TemplateEditor key={id} start={start} />;
}

function startOf(sample: string): TemplateInput {
  const entry = library.find(({ key }) => key === sample);
  return {
    name: entry?.key ?? '',
    language: 'en',
    category: entry?.category ?? 'UTILITY',
    content: entry?.content ?? noContent,
  };
}

function Library() {
  return (
    <div className="templates-page">
      <BackLink />
      <Title order={1} size="h3" mt={4}>
        What shall it begin with?
      </Title>
      <Text size="sm" c="var(--quiet)" mb="md">
        All of it can be changed.
      </Text>
      <ul className="template-grid" aria-label="Samples">
        <li className="template-card">
          <div className="template-card-head">
            <Link to="/templates/new" search={{ sample: 'blank' }}>
              A blank page
            </Link>
          </div>
          <TemplatePreview content={noContent} />
          <div className="template-card-foot">Write it yourself</div>
        </li>
        {library.map((entry) => (
          <LibraryCard key={entry.key} entry={entry} />
        ))}
      </ul>
    </div>
  );
}

function LibraryCard({ entry: { key, title, category, content } }: { entry: LibraryEntry }) {
  const shown =
    category === 'AUTHENTICATION'
      ? { ...content, body: codeBody, footer: 'This code expires in 10 minutes.' }
      : content;
  return (
    <li className="template-card">
      <div className="template-card-head">
        <Link to="/templates/new" search={{ sample: key }}>
          {title}
        </Link>
      </div>
      <TemplatePreview content={shown} />
      <div className="template-card-foot">{sentence(category)}</div>
    </li>
  );
}

const codeBody = '123456 is your verification code. For your security, do not share this code.';
