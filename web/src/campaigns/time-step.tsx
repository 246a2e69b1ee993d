import { Alert, Group, Radio, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { Choices, Plan } from './campaign-queries.ts';
import type { DraftEditor } from './use-draft-editor.ts';

type Schedule = Plan['schedule'];

/** When it is sent, and the hours in which people are left alone. */
export function TimeStep({ editor, choices }: { editor: DraftEditor; choices: Choices }) {
  const { schedule } = editor.plan;
  const change = (part: Partial<Schedule>): void => editor.change({ schedule: { ...schedule, ...part } });
  return (
    <Stack gap="md" maw={620}>
      <Radio.Group
        label="When is it sent?"
        value={schedule.kind}
        onChange={(kind) => change({ kind: kind as Schedule['kind'] })}
      >
        <Stack gap={6} mt={6}>
          <Radio value="now" label="As soon as it is launched" />
          <Radio value="at" label={`At one moment, by the clock of the workspace (${choices.timeZone})`} />
          <Radio value="local" label="When the recipient's own clock shows it" />
        </Stack>
      </Radio.Group>
      {schedule.kind !== 'now' && (
        <TextInput
          type="datetime-local"
          label="Day and time"
          maw={260}
          value={schedule.at ?? ''}
          onChange={(event) => change({ at: event.currentTarget.value || null })}
        />
      )}
      {schedule.kind === 'local' && (
        <Alert color="gray" title="Whose clock">
          The country of the number decides. Where a country has several time zones it is the one in which most of its
          people live: New York for the United States, São Paulo for Brazil. The dry run lists them.
        </Alert>
      )}
      <QuietHours schedule={schedule} onChange={change} />
    </Stack>
  );
}

interface QuietProps {
  readonly schedule: Schedule;
  readonly onChange: (part: Partial<Schedule>) => void;
}

function QuietHours({ schedule, onChange }: QuietProps) {
  const isQuiet = schedule.quietFrom !== null;
  return (
    <>
      <Switch
        label="Quiet hours: nothing is sent while it is night for the recipient"
        checked={isQuiet}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked ? { quietFrom: '21:00', quietTo: '08:00' } : { quietFrom: null, quietTo: null },
          )
        }
      />
      {isQuiet && (
        <div>
          <Group>
            <TextInput
              type="time"
              label="From"
              value={schedule.quietFrom ?? ''}
              onChange={(event) => onChange({ quietFrom: event.currentTarget.value || '21:00' })}
            />
            <TextInput
              type="time"
              label="Until"
              value={schedule.quietTo ?? ''}
              onChange={(event) => onChange({ quietTo: event.currentTarget.value || '08:00' })}
            />
          </Group>
          <Text size="sm" c="var(--quiet)" mt={6}>
            By the clock of the recipient. Whoever is not reached before they begin gets it when they end.
          </Text>
        </div>
      )}
    </>
  );
}
