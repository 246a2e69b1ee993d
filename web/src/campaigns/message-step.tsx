import { Alert, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TemplateView } from '../ui/template-view.tsx';
import {
  type Choices,
  type FirstPerson,
  fileQuery,
  firstPersonQuery,
  type RecipientFile,
  type TemplateChoice,
} from './campaign-queries.ts';
import { newSource } from './new-source.ts';
import { toPreview } from './preview.ts';
import type { DraftEditor } from './use-draft-editor.ts';
import { ValueField } from './value-field.tsx';

/** The template in one language, the number it goes from, and where its values come from. */
export function MessageStep({ editor, choices }: { editor: DraftEditor; choices: Choices }) {
  const { plan } = editor;
  const { fileId, kind } = plan.audience;
  const file = useQuery({ ...fileQuery(fileId ?? ''), enabled: kind === 'file' && fileId !== null });
  const columns = kind === 'file' ? (file.data?.columns ?? []) : [];
  const template = choices.templates.find(({ id }) => id === plan.templateId);
  const choose = (templateId: string | null): void => {
    const next = choices.templates.find(({ id }) => id === templateId);
    const channelId = next && !next.channelIds.includes(plan.channelId ?? '') ? next.channelIds[0] : plan.channelId;
    editor.change({ templateId, channelId: channelId ?? null, values: valuesFor(next, columns, editor) });
  };
  return (
    <div className="campaign-wizard">
      <Stack gap="md">
        {choices.templates.length === 0 && (
          <Alert color="orange" title="No template is approved yet">
            WhatsApp approves templates before they can be sent. Make one on the page Templates.
          </Alert>
        )}
        <Select
          label="Template"
          placeholder="Choose a template"
          searchable
          data={choices.templates.map((choice) => ({ value: choice.id, label: labelOf(choice) }))}
          value={plan.templateId}
          onChange={choose}
        />
        {template && template.status !== 'APPROVED' && (
          <Alert color="orange" title={`This template is ${template.status.toLowerCase()}`}>
            WhatsApp does not send it now, so the campaign cannot be launched.
          </Alert>
        )}
        <Select
          label="Sent from"
          data={choices.channels
            .filter(({ id }) => template === undefined || template.channelIds.includes(id))
            .map(({ id, name, phoneNumber }) => ({ value: id, label: `${name}, +${phoneNumber}` }))}
          value={plan.channelId}
          onChange={(channelId) => editor.change({ channelId })}
        />
        {template?.parameters.map((parameter) => (
          <ValueField
            key={`${template.id} ${parameter.name}`}
            parameter={parameter}
            columns={columns}
            attributes={choices.attributes}
            value={plan.values.find(({ name }) => name === parameter.name)}
            onChange={(value) =>
              editor.change({ values: [...plan.values.filter(({ name }) => name !== value.name), value] })
            }
          />
        ))}
      </Stack>
      <Preview template={template} editor={editor} file={kind === 'file' ? file.data : undefined} />
    </div>
  );
}

function labelOf({ name, language, category }: TemplateChoice): string {
  return `${name} (${language}, ${category.toLowerCase()})`;
}

/** Columns and attributes of the name of a variable are taken at first. */
function valuesFor(template: TemplateChoice | undefined, columns: readonly string[], { plan }: DraftEditor) {
  const parameters = template?.parameters ?? [];
  return parameters.map((parameter) => {
    const { name } = parameter;
    const known = plan.values.find((value) => value.name === name);
    const column = columns.find((heading) => heading.toLowerCase() === name.toLowerCase());
    if (known) return known;
    if (column) return { name, from: 'column' as const, value: column, fallback: '' };
    if (name.toLowerCase() === 'name') return { name, from: 'attribute' as const, value: 'name', fallback: '' };
    return newSource(parameter);
  });
}

interface PreviewProps {
  readonly template: TemplateChoice | undefined;
  readonly editor: DraftEditor;
  readonly file: RecipientFile | undefined;
}

function Preview({ template, editor, file }: PreviewProps) {
  const { audience, values } = editor.plan;
  const first = useQuery(firstPersonQuery(audience));
  const isOfPeople = audience.kind === 'segments' || audience.kind === 'contacts';
  const person = (isOfPeople && first.data) || undefined;
  return (
    <aside className="campaign-phone" aria-label="Preview">
      <Text size="xs" c="var(--quiet)" mb="xs">
        {captionOf(file, person)}
      </Text>
      {template ? (
        <div className="bubble">
          <TemplateView template={toPreview(template, values, { file, person })} />
        </div>
      ) : (
        <Text size="sm">Choose a template to see it here.</Text>
      )}
    </aside>
  );
}

function captionOf(file: RecipientFile | undefined, person: FirstPerson | undefined): string {
  if (file) return 'With the first row of the file';
  if (!person) return 'As people see it';
  return `As ${person.name ?? (person.phone ? `+${person.phone}` : 'the first of them')} sees it`;
}
