import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { complain } from '../inbox/use-conversation-actions.ts';
import { Refusal } from '../ui/refusal.tsx';
import { AuthenticationFields } from './authentication-fields.tsx';
import { BackLink } from './back-link.tsx';
import { BodyFields, FooterField, SampleFields } from './body-fields.tsx';
import { ButtonFields } from './button-fields.tsx';
import { CardFields } from './card-fields.tsx';
import { layoutOf, toGiven } from './draft.ts';
import { HeaderFields } from './header-fields.tsx';
import { IdentityFields } from './identity-fields.tsx';
import { LayoutFields } from './layout-fields.tsx';
import { SubmitDialog } from './submit-dialog.tsx';
import { TemplatePreview } from './template-preview.tsx';
import type { Content, Problem, TemplateDetail, TemplateInput } from './template-queries.ts';
import { useCheck } from './use-check.ts';
import { useEditorActions } from './use-editor-actions.ts';
import { useKeptContent } from './use-kept-content.ts';
import { Warnings } from './warnings.tsx';
import './templates.css';

interface Props {
  /** The stored one; absent for a new one. */
  readonly template?: TemplateDetail;
  readonly start: TemplateInput;
}

/** Writes a template, with the preview and what is wrong beside it. */
export function TemplateEditor({ template, start }: Props) {
  const [draft, setDraft] = useState(start);
  const [isSubmitting, setSubmitting] = useState(false);
  const [shownCard, setShownCard] = useState(0);
  const toKept = useKeptContent();
  const layout = layoutOf(draft.content);
  const check = useCheck(draft);
  const actions = useEditorActions({ template, draft, isChanged: draft !== start });
  const isDraft = template === undefined || template.status === 'DRAFT';
  const change = (part: Partial<TemplateInput>, field: string): void => {
    setDraft(toKept(draft, { ...draft, ...part }));
    check.touch(field);
  };
  const changeContent = (part: Partial<Content>, field: string): void =>
    change({ content: { ...draft.content, ...part } }, field);
  const fields = useRef<HTMLDivElement>(null);
  const goOn = async (then: () => void): Promise<void> => {
    check.touchAll();
    try {
      if (await check.isFit()) then();
      else requestAnimationFrame(() => showFirstFault(fields.current));
    } catch (error) {
      complain(error);
    }
  };
  const parts = { content: draft.content, check, onChange: changeContent };
  return (
    <div className="templates-page">
      <BackLink />
      <Title order={1} size="h3" mt={4} mb="md" style={{ overflowWrap: 'anywhere' }}>
        {template ? template.name : 'New template'}
      </Title>
      <div className="template-split">
        <Stack gap="md" ref={fields}>
          {template && !isDraft && <EditNote status={template.status} />}
          <IdentityFields
            draft={draft}
            check={check}
            isKnown={!isDraft}
            isApproved={template?.status === 'APPROVED'}
            nameError={actions.nameError}
            onChange={change}
          />
          {draft.category === 'AUTHENTICATION' ? (
            <AuthenticationFields {...parts} />
          ) : (
            <>
              <LayoutFields {...parts} />
              {layout !== 'carousel' && <HeaderFields {...parts} wabaId={draft.wabaId} />}
              <BodyFields {...parts} />
              {layout === 'carousel' && (
                <CardFields {...parts} wabaId={draft.wabaId} shown={shownCard} onShow={setShownCard} />
              )}
              <SampleFields {...parts} />
              {layout === 'message' && <FooterField {...parts} />}
              {layout !== 'carousel' && <ButtonFields {...parts} />}
            </>
          )}
          <Refusal error={actions.error} mt={0} />
          <Group className="template-foot" gap="xs">
            <Button loading={actions.isRunning} onClick={() => void goOn(() => setSubmitting(true))}>
              Submit for review
            </Button>
            {isDraft && (
              <Button
                variant="default"
                loading={actions.isRunning}
                onClick={() => void goOn(() => void actions.save())}
              >
                Save the draft
              </Button>
            )}
            <Leftovers errors={check.errors} />
          </Group>
        </Stack>
        <Aside content={draft.content} warnings={check.warnings} shownCard={shownCard} />
      </div>
      {isSubmitting && (
        <SubmitDialog
          draft={toGiven(draft)}
          warnings={check.warnings}
          meta={check.meta}
          isEdit={!isDraft}
          onClose={() => setSubmitting(false)}
          onSubmit={async () => {
            setSubmitting(false);
            await actions.submit();
          }}
        />
      )}
    </div>
  );
}

/** The buttons are always in sight, the field that is wrong may not be. */
function showFirstFault(fields: HTMLElement | null): void {
  const fault = fields?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
  fault?.focus({ preventScroll: true });
  fault?.scrollIntoView({ block: 'center' });
}

function EditNote({ status }: { status: string }) {
  return (
    <div className="template-note" data-tone="wait">
      {status === 'APPROVED'
        ? 'WhatsApp lets an approved template be edited once a day, and ten times in 30 days. While the change is reviewed, it can not be sent.'
        : 'What you change is reviewed again. Until then it can not be sent.'}
    </div>
  );
}

function Leftovers({ errors }: { errors: readonly Problem[] }) {
  return (
    <Text size="sm" c="var(--quiet)" role="status">
      {errors.length === 0 ? '' : errors.length === 1 ? '1 thing to correct' : `${errors.length} things to correct`}
    </Text>
  );
}

interface AsideProps {
  readonly content: Content;
  readonly warnings: readonly Problem[];
  readonly shownCard: number;
}

function Aside({ content, warnings, shownCard }: AsideProps) {
  return (
    <aside className="template-aside" aria-label="Preview">
      <Text size="xs" c="var(--quiet)" mb={4}>
        As the customer sees it
      </Text>
      <TemplatePreview content={content} shownCard={shownCard} />
      {warnings.length > 0 && <Warnings warnings={warnings} />}
    </aside>
  );
}
