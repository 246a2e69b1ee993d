import { Link } from '@tanstack/react-router';
import { useTime } from '../ui/use-time.ts';
import { QualityMark, StateMark } from './state-mark.tsx';
import { TemplatePreview } from './template-preview.tsx';
import type { Template, TemplateGroup } from './template-queries.ts';
import { languageName, sentence, stateOf } from './template-words.ts';

/** One name: how it looks, its state, and the other languages it has. */
export function TemplateCard({ group }: { group: TemplateGroup }) {
  const time = useTime();
  const shown = pickShown(group.templates);
  if (!shown) return null;
  const to = shown.status === 'DRAFT' && shown.canEdit ? { edit: true } : {};
  return (
    <li className="template-card">
      <div className="template-card-head">
        <Link
          to="/templates/$templateId"
          params={{ templateId: shown.id }}
          search={to}
          className="clip"
          title={group.name}
        >
          {group.name}
        </Link>
        <StateMark status={shown.status} />
      </div>
      <TemplatePreview content={shown.content} />
      <div className="template-card-foot">
        {group.templates.length > 1 ? (
          group.templates.map(({ id, language, status }) => (
            <Link
              key={id}
              to="/templates/$templateId"
              params={{ templateId: id }}
              title={`${languageName(language)}: ${stateOf(status).label}`}
            >
              {language}
            </Link>
          ))
        ) : (
          <span>{languageName(shown.language)}</span>
        )}
        <span>{sentence(shown.category)}</span>
        {shown.quality !== 'UNKNOWN' && <QualityMark quality={shown.quality} />}
        <span style={{ marginInlineStart: 'auto' }}>{time.short(group.changedAt)}</span>
      </div>
    </li>
  );
}

/** What can be sent before what can't; English before others, since most people of a team read it. */
function pickShown(templates: readonly Template[]): Template | undefined {
  const approved = templates.filter(({ status }) => status === 'APPROVED');
  const candidates = approved.length > 0 ? approved : templates;
  return candidates.find(({ language }) => /^en(_|$)/.test(language)) ?? candidates[0];
}
