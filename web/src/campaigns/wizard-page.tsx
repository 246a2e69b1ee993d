import './campaigns.css';
import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
import { usePageName } from '../ui/page-name.ts';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';
import { AudienceStep } from './audience-step.tsx';
import { type Choices, choicesQuery, draftQuery } from './campaign-queries.ts';
import { type Step, steps, type WizardSearch } from './campaign-search.ts';
import { stepNames } from './campaign-words.ts';
import { DryRunStep } from './dry-run-step.tsx';
import { MessageStep } from './message-step.tsx';
import { newSource } from './new-source.ts';
import { TimeStep } from './time-step.tsx';
import { type DraftEditor, emptyPlan, useDraftEditor } from './use-draft-editor.ts';

/** Makes a campaign, step by step; what is chosen is kept on the server. */
export function WizardPage() {
  const search = useSearch({ strict: false }) as WizardSearch;
  const maySend = useSession().permissions.includes('campaigns.send');
  const [madeId, setMadeId] = useState<string | undefined>();
  const wantedId = search.draft === madeId ? undefined : search.draft;
  const choices = useQuery({ ...choicesQuery, enabled: maySend });
  const draft = useQuery({ ...draftQuery(wantedId ?? ''), enabled: maySend && wantedId !== undefined });
  if (!maySend) return <EmptyState title="Campaigns are sent by others" hint="Your roles do not allow it." />;
  const failed = [choices, draft].find(({ isError }) => isError);
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!choices.data || (wantedId !== undefined && !draft.data)) {
    return (
      <div className="campaigns-page">
        <RowsSkeleton rows={4} />
      </div>
    );
  }
  const start = wantedId === undefined ? startOf(search, choices.data) : draft.data;
  return (
    <Wizard
      key={wantedId ?? 'new'}
      choices={choices.data}
      start={{ id: wantedId, name: start?.name ?? '', plan: start?.plan ?? emptyPlan }}
      onMade={setMadeId}
    />
  );
}

function startOf({ segment, template }: WizardSearch, choices: Choices) {
  const channel = choices.channels.find(({ isDefault }) => isDefault) ?? choices.channels[0];
  const known = choices.segments.find(({ id }) => id === segment);
  const audience = known
    ? { ...emptyPlan.audience, kind: 'segments' as const, segmentIds: [known.id] }
    : emptyPlan.audience;
  const chosen = choices.templates.find(({ id }) => id === template);
  const values = chosen ? chosen.parameters.map(newSource) : [];
  const plan = { ...emptyPlan, audience, templateId: chosen?.id ?? null, channelId: channel?.id ?? null, values };
  return { name: known ? known.name : '', plan };
}

interface WizardProps {
  readonly choices: Choices;
  readonly start: Parameters<typeof useDraftEditor>[0]['start'];
  readonly onMade: (draftId: string) => void;
}

function Wizard({ choices, start, onMade }: WizardProps) {
  const search = useSearch({ strict: false }) as WizardSearch;
  const navigate = useNavigate();
  const step = search.step ?? 'audience';
  const go = (next: Partial<WizardSearch>, replace = false): void =>
    void navigate({
      to: '/campaigns/new',
      replace,
      search: (before: WizardSearch) =>
        ({ ...before, segment: undefined, template: undefined, ...next }) as WizardSearch,
    });
  const editor = useDraftEditor({
    start,
    onMade(draft) {
      onMade(draft);
      go({ draft }, true);
    },
    onChanged: () => search.run !== undefined && go({ run: undefined } as Partial<WizardSearch>, true),
  });
  const at = steps.indexOf(step);
  return (
    <div className="campaigns-page">
      <WizardHead editor={editor} step={step} />
      <StepList step={step} onGo={(next) => go({ step: next })} />
      {editor.error && (
        <Alert color="red" mb="md" role="alert" title="The draft is not saved">
          {editor.error}
        </Alert>
      )}
      {step === 'audience' && <AudienceStep editor={editor} choices={choices} />}
      {step === 'message' && <MessageStep editor={editor} choices={choices} />}
      {step === 'time' && <TimeStep editor={editor} choices={choices} />}
      {step === 'check' && (
        <DryRunStep
          editor={editor}
          runId={search.run}
          onRun={(run) => go({ run }, true)}
          onGo={(to) => go({ step: to })}
        />
      )}
      <Group mt="lg" justify="space-between">
        <Button variant="default" disabled={at === 0} onClick={() => go({ step: steps[at - 1] ?? 'audience' })}>
          Back
        </Button>
        {step !== 'check' && (
          <Button onClick={() => go({ step: steps[at + 1] ?? 'check' })}>
            {step === 'time' ? 'Try it out' : 'Next'}
          </Button>
        )}
      </Group>
    </div>
  );
}

const savedWords = { saved: 'Draft saved', saving: 'Saving', 'not yet': 'Not saved yet' } as const;

function WizardHead({ editor, step }: { editor: DraftEditor; step: Step }) {
  usePageName(editor.name.trim() || 'New campaign');
  return (
    <>
      <Text size="sm" mb={4}>
        <Link to="/campaigns" className="campaign-back">
          Campaigns
        </Link>
      </Text>
      <Group justify="space-between" mb="xs">
        <Title order={1} size="h3">
          New campaign
        </Title>
        <Text size="xs" c="var(--quiet)" aria-live="polite">
          {savedWords[editor.saved]}
        </Text>
      </Group>
      <TextInput
        mb="md"
        maw={420}
        label="Name"
        placeholder="Autumn sale"
        maxLength={200}
        value={editor.name}
        error={
          step === 'check' && editor.name.trim() === '' ? 'A campaign needs a name before it is tried.' : undefined
        }
        onChange={(event) => editor.setName(event.currentTarget.value)}
      />
    </>
  );
}

function StepList({ step, onGo }: { step: Step; onGo: (step: Step) => void }) {
  return (
    <ol className="campaign-steps">
      {steps.map((name, place) => (
        <li key={name}>
          <button type="button" aria-current={name === step ? 'step' : undefined} onClick={() => onGo(name)}>
            {place + 1}. {stepNames[name]}
          </button>
        </li>
      ))}
    </ol>
  );
}
