import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { usePageName } from '../ui/page-name.ts';
import { ErrorState } from '../ui/states.tsx';
import { useTime } from '../ui/use-time.ts';
import { BackLink } from './back-link.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { ReviewControls } from './review-controls.tsx';
import { QualityMark, StateMark } from './state-mark.tsx';
import { TemplateEditor } from './template-editor.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { type TemplateDetail, templateQuery } from './template-queries.ts';
import type { DetailSearch } from './template-search.ts';
import { languageName, rejectionOf, sentence, stateOf } from './template-words.ts';
import './templates.css';

/** One template: how it looks, how it stands with WhatsApp, and what can be done with it. */
export function TemplatePage() {
  const { templateId = '' } = useParams({ strict: false });
  const { edit, dialog } = useSearch({ strict: false }) as DetailSearch;
  const template = useQuery(templateQuery(templateId));
  usePageName(template.data?.name);
  const mayWrite = useSession().permissions.includes('templates.write');
  if (template.isError && !template.data) {
    return (
      <div className="templates-page">
        <BackLink />
        <ErrorState error={template.error} onRetry={() => void template.refetch()} />
      </div>
    );
  }
  if (!template.data) return <DetailSkeleton />;
  const { data } = template;
  if (edit && mayWrite && data.canEdit) return <TemplateEditor key={data.id} template={data} start={toInput(data)} />;
  return (
    <div className="templates-page">
      <BackLink />
      <Detail template={data} mayWrite={mayWrite} />
      {dialog === 'delete' && mayWrite && <DeleteDialog template={data} />}
      {dialog === 'copy' && mayWrite && <CopyDialog template={data} />}
    </div>
  );
}

function toInput({ wabaId, name, language, category, content }: TemplateDetail) {
  return { wabaId, name, language, category, content };
}

function Detail({ template, mayWrite }: { template: TemplateDetail; mayWrite: boolean }) {
  return (
    <>
      <Group justify="space-between" mt={4} mb="md" maw={1120}>
        <Group gap="sm">
          <Title order={1} size="h3" style={{ overflowWrap: 'anywhere' }}>
            {template.name}
          </Title>
          <StateMark status={template.status} />
        </Group>
        {mayWrite && <Actions template={template} />}
      </Group>
      <div className="template-split">
        <Stack gap="md">
          <StateNote template={template} />
          <ReviewControls template={template} />
          <Facts template={template} />
        </Stack>
        <section className="template-aside" aria-label="As the customer sees it">
          <Text size="xs" c="var(--quiet)" mb={4}>
            As the customer sees it, with the samples
          </Text>
          <TemplatePreview content={template.content} />
        </section>
      </div>
    </>
  );
}

function Actions({ template }: { template: TemplateDetail }) {
  const navigate = useNavigate();
  const open = (search: DetailSearch): void =>
    void navigate({ to: '/templates/$templateId', params: { templateId: template.id }, search });
  return (
    <Group gap="xs">
      {template.canEdit && (
        <Button onClick={() => open({ edit: true })}>{template.status === 'DRAFT' ? 'Go on writing' : 'Edit'}</Button>
      )}
      {template.isOwnKind && (
        <Button variant="default" onClick={() => open({ dialog: 'copy' })}>
          Copy
        </Button>
      )}
      {!['DELETED', 'DISABLED'].includes(template.status) && (
        <Button variant="default" c="var(--bad)" onClick={() => open({ dialog: 'delete' })}>
          Delete
        </Button>
      )}
    </Group>
  );
}

function StateNote({ template: { status, rejectedReason, isOwnKind, isBusy } }: { template: TemplateDetail }) {
  const { tone, help } = stateOf(status);
  return (
    <div className="template-note" data-tone={tone} role="status">
      {status === 'REJECTED' ? rejectionOf(rejectedReason) : help}
      {status === 'REJECTED' && ' Then submit it again.'}
      {isBusy && ' A change is under way at WhatsApp.'}
      {!isOwnKind && status !== 'DELETED' && ' It has parts that are changed in the WhatsApp Manager.'}
    </div>
  );
}

function Facts({ template }: { template: TemplateDetail }) {
  const time = useTime();
  const { language, languages, category, quality, content, campaigns, lastCampaignAt, createdAt, updatedAt } = template;
  const others = languages.filter(({ id }) => id !== template.id);
  return (
    <dl className="template-facts">
      <Fact name="Language">{languageName(language)}</Fact>
      {others.length > 0 && (
        <Fact name="Also in">
          <Group gap="xs">
            {others.map((other) => (
              <Link
                key={other.id}
                className="template-link"
                to="/templates/$templateId"
                params={{ templateId: other.id }}
              >
                {languageName(other.language)} ({stateOf(other.status).label.toLowerCase()})
              </Link>
            ))}
          </Group>
        </Fact>
      )}
      <Fact name="Category">{sentence(category)}</Fact>
      <Fact name="Quality">
        <QualityMark quality={quality} />
      </Fact>
      <Fact name="Variables">
        {content.samples.map(({ name }) => name).join(', ') || 'None: everybody gets the same text'}
      </Fact>
      <Fact name="Campaigns">
        {campaigns === 0 || lastCampaignAt === null
          ? 'None yet'
          : `${campaigns}, the last on ${time.full(lastCampaignAt)}`}
      </Fact>
      <Fact name="Made">{time.full(createdAt)}</Fact>
      <Fact name="Last change">{time.full(updatedAt)}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function DetailSkeleton() {
  return (
    <div className="templates-page" aria-hidden>
      <Skeleton height={26} width={260} mt={24} mb="lg" />
      <div className="template-split">
        <Skeleton height={220} />
        <Skeleton height={300} />
      </div>
    </div>
  );
}
