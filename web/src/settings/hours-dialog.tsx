import { Button, Group, Modal, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { RemoveButton } from '../ui/remove-button.tsx';
import { FormEnd } from './form-end.tsx';
import type { Hours } from './settings-queries.ts';
import { timeZones } from './time-zones.ts';
import { useChange } from './use-change.ts';
import { fullDayNames, usualHours } from './week.ts';

/** As many as the server takes for a day. */
const maxRanges = 8;

interface Props {
  readonly name: string;
  readonly teamId?: string;
  readonly hours: Hours | null;
  readonly zone: string;
  readonly onClose: () => void;
}

/** A week of ranges, its holidays and its time zone. */
export function HoursDialog({ name, teamId, hours, zone, onClose }: Props) {
  const change = useChange();
  const [draft, setDraft] = useState<Hours>(hours ?? usualHours(zone));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = { hours: draft, ...(teamId ? { teamId } : {}) };
    if (await change.run(() => read(api.PUT('/internal/settings/hours', { body })), `The hours of ${name} are set.`)) {
      onClose();
    }
  };
  const setDay = (day: number, ranges: Hours['week'][number]): void =>
    setDraft({ ...draft, week: draft.week.map((kept, index) => (index === day ? ranges : kept)) });
  return (
    <Modal opened onClose={onClose} size="lg" title={`Hours of ${name}`}>
      <form onSubmit={submit}>
        <Select
          label="Time zone"
          searchable
          limit={50}
          data={timeZones(draft.timeZone)}
          value={draft.timeZone}
          onChange={(timeZone) => timeZone && setDraft({ ...draft, timeZone })}
        />
        <Stack gap={0} mt="sm">
          {draft.week.map((ranges, day) => (
            <DayField
              key={fullDayNames[day]}
              day={fullDayNames[day] ?? ''}
              ranges={ranges}
              onChange={(next) => setDay(day, next)}
            />
          ))}
        </Stack>
        <HolidayFields holidays={draft.holidays} onChange={(holidays) => setDraft({ ...draft, holidays })} />
        <FormEnd change={change} />
      </form>
    </Modal>
  );
}

interface DayProps {
  readonly day: string;
  readonly ranges: Hours['week'][number];
  readonly onChange: (ranges: Hours['week'][number]) => void;
}

function DayField({ day, ranges, onChange }: DayProps) {
  const change = (place: number, part: { from?: string; to?: string }): void =>
    onChange(ranges.map((range, index) => (index === place ? { ...range, ...part } : range)));
  return (
    <div className="hours-day">
      <Text size="sm" pt={6}>
        {day}
      </Text>
      <Stack gap={4}>
        {ranges.length === 0 && (
          <Text size="sm" c="var(--quiet)" pt={6}>
            Closed
          </Text>
        )}
        {ranges.map((range, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: ranges have no other name than their place
          <Group key={place} gap={6} wrap="nowrap">
            <TextInput
              type="time"
              aria-label={`${day}, range ${place + 1}, from`}
              required
              value={range.from}
              onChange={(event) => change(place, { from: event.currentTarget.value })}
            />
            <Text size="sm">to</Text>
            <TextInput
              type="time"
              aria-label={`${day}, range ${place + 1}, to`}
              required
              value={range.to === '24:00' ? '00:00' : range.to}
              onChange={(event) =>
                change(place, { to: event.currentTarget.value === '00:00' ? '24:00' : event.currentTarget.value })
              }
            />
            <RemoveButton
              label={`Remove range ${place + 1} of ${day}`}
              onClick={() => onChange(ranges.filter((_, index) => index !== place))}
            />
          </Group>
        ))}
        <AddLine
          aria-label={`Add a range on ${day}`}
          disabled={ranges.length >= maxRanges}
          onClick={() => onChange([...ranges, nextRange(ranges.at(-1)?.to)])}
        >
          Add a range
        </AddLine>
      </Stack>
    </div>
  );
}

interface HolidayProps {
  readonly holidays: Hours['holidays'];
  readonly onChange: (holidays: Hours['holidays']) => void;
}

function HolidayFields({ holidays, onChange }: HolidayProps) {
  const change = (place: number, part: { date?: string; name?: string }): void =>
    onChange(holidays.map((holiday, index) => (index === place ? { ...holiday, ...part } : holiday)));
  return (
    <section>
      <Title order={3} size="h6" mt="md" mb={4}>
        Holidays
      </Title>
      <Stack gap={4}>
        {holidays.map((holiday, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new holiday has no other name than its place
          <Group key={place} gap={6} wrap="nowrap">
            <TextInput
              type="date"
              aria-label={`Holiday ${place + 1}, date`}
              required
              value={holiday.date}
              onChange={(event) => change(place, { date: event.currentTarget.value })}
            />
            <TextInput
              style={{ flex: 1 }}
              aria-label={`Holiday ${place + 1}, name`}
              placeholder="Name"
              required
              maxLength={100}
              value={holiday.name}
              onChange={(event) => change(place, { name: event.currentTarget.value })}
            />
            <RemoveButton
              label={`Remove holiday ${place + 1}`}
              onClick={() => onChange(holidays.filter((_, index) => index !== place))}
            />
          </Group>
        ))}
        <AddLine onClick={() => onChange([...holidays, { date: '', name: '' }])}>Add a holiday</AddLine>
      </Stack>
    </section>
  );
}

interface AddProps {
  readonly 'aria-label'?: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: string;
}

/** Below the lines there are: one more. */
function AddLine(props: AddProps) {
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      c="var(--mantine-color-text)"
      style={{ alignSelf: 'flex-start' }}
      leftSection={<IconPlus size={12} />}
      {...props}
    />
  );
}

/** An hour after the last range, where the day has room for one. */
function nextRange(after: string | undefined): { from: string; to: string } {
  const hour = Number((after ?? '08').slice(0, 2)) + 1;
  if (hour > 22) return { from: '23:00', to: '24:00' };
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return { from: `${twoDigits(hour)}:00`, to: hour + 4 > 23 ? '24:00' : `${twoDigits(hour + 4)}:00` };
}
