import { Badge, Group, MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { type Choices, type Plan, segmentSizeQuery } from './campaign-queries.ts';
import { people } from './campaign-words.ts';
import { ContactPicker } from './contact-picker.tsx';
import { FilePicker } from './file-picker.tsx';
import type { DraftEditor } from './use-draft-editor.ts';

type Audience = Plan['audience'];

/** Who the campaign is meant for. People who want no broadcasts and blocked ones are left out by the dry run. */
export function AudienceStep({ editor, choices }: { editor: DraftEditor; choices: Choices }) {
  const { audience } = editor.plan;
  const change = (part: Partial<Audience>): void => editor.change({ audience: { ...audience, ...part } });
  return (
    <Stack gap="md">
      <Radio.Group
        label="Who is it for?"
        value={audience.kind}
        onChange={(kind) => change({ kind: kind as Audience['kind'] })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="segments" label="Segments" />
          <Radio value="contacts" label="Contacts picked by hand" />
          <Radio value="file" label="A CSV file, with columns for the variables" />
        </Stack>
      </Radio.Group>
      {audience.kind === 'segments' && (
        <Segments choices={choices} chosen={audience.segmentIds} onChange={(segmentIds) => change({ segmentIds })} />
      )}
      {audience.kind === 'contacts' && (
        <ContactPicker chosen={audience.contactIds} onChange={(contactIds) => change({ contactIds })} />
      )}
      {audience.kind === 'file' && <FilePicker audience={audience} onChange={change} />}
    </Stack>
  );
}

interface SegmentProps {
  readonly choices: Choices;
  readonly chosen: readonly string[];
  readonly onChange: (segmentIds: string[]) => void;
}

function Segments({ choices, chosen, onChange }: SegmentProps) {
  const sizes = useQueries({ queries: chosen.map((id) => segmentSizeQuery(id)) });
  if (choices.segments.length === 0) {
    return <Text size="sm">There is no segment yet. Make one among the contacts, or pick people here.</Text>;
  }
  const nameOf = (id: string): string =>
    choices.segments.find((segment) => segment.id === id)?.name ?? 'Segment is gone';
  return (
    <div>
      <MultiSelect
        label="Segments"
        description="Whoever is in several of them gets it once."
        placeholder={chosen.length === 0 ? 'Choose segments' : ''}
        searchable
        maxValues={50}
        data={choices.segments.map(({ id, name }) => ({ value: id, label: name }))}
        value={[...chosen]}
        onChange={onChange}
        maw={560}
      />
      <Group gap="xs" mt="xs">
        {chosen.map((id, place) => (
          <Badge
            key={id}
            variant="outline"
            color="gray"
            tt="none"
            styles={{ label: { color: 'var(--mantine-color-text)' } }}
          >
            {nameOf(id)}: {sizes[place]?.data === undefined ? 'counting' : people(sizes[place].data)}
          </Badge>
        ))}
      </Group>
    </div>
  );
}
