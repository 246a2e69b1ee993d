import { ActionIcon, Autocomplete, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Groups } from './contacts-search.ts';

type Condition = Groups[number][number];

const operators: readonly { readonly value: Condition['operator']; readonly label: string; readonly bare?: boolean }[] =
  [
    { value: '==', label: 'is' },
    { value: '!=', label: 'is not' },
    { value: 'contain', label: 'contains' },
    { value: 'notContain', label: 'does not contain' },
    { value: 'valid', label: 'has a value', bare: true },
    { value: 'invalid', label: 'has no value', bare: true },
    { value: 'exist', label: 'is there', bare: true },
    { value: 'notExist', label: 'is not there', bare: true },
  ];

export const blankCondition: Condition = { attribute: '', operator: '==', value: '' };

/** Those that can be asked for: conditions without an attribute are left out, and groups without conditions. */
export function completeGroups(groups: Groups): Groups {
  return groups
    .map((group) => group.filter(({ attribute }) => attribute.trim() !== ''))
    .filter((group) => group.length > 0);
}

interface Props {
  readonly groups: Groups;
  readonly attributes: readonly string[];
  readonly onChange: (groups: Groups) => void;
}

/** Conditions: all of one group must hold, one group suffices. */
export function ConditionBuilder({ groups, attributes, onChange }: Props) {
  const change = (at: number, group: Groups[number]): void =>
    onChange(groups.map((known, index) => (index === at ? group : known)).filter((known) => known.length > 0));
  const names = ['name', 'phone', ...attributes];
  return (
    <Stack gap="xs">
      {groups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups have no identity but their place
        <fieldset key={at} className="contacts-card" style={{ margin: 0 }}>
          <legend style={{ fontSize: '0.75rem', color: 'var(--quiet)' }}>
            {at === 0 ? 'All of these hold' : 'or all of these hold'}
          </legend>
          <Stack gap={6}>
            {group.map((condition, place) => (
              <ConditionLine
                // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity but their place
                key={place}
                label={`Condition ${at + 1}.${place + 1}`}
                condition={condition}
                names={names}
                onChange={(next) =>
                  change(
                    at,
                    group.map((known, index) => (index === place ? next : known)),
                  )
                }
                onRemove={() =>
                  change(
                    at,
                    group.filter((_, index) => index !== place),
                  )
                }
              />
            ))}
            <Group>
              <Button
                size="compact-xs"
                variant="default"
                leftSection={<IconPlus size={12} />}
                onClick={() => change(at, [...group, blankCondition])}
              >
                And
              </Button>
            </Group>
          </Stack>
        </fieldset>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange([...groups, [blankCondition]])}
        >
          {groups.length === 0 ? 'Add a condition' : 'Or'}
        </Button>
        {groups.length === 0 && (
          <Text size="xs" c="var(--quiet)">
            compares an attribute, the name or the number
          </Text>
        )}
      </Group>
    </Stack>
  );
}

interface LineProps {
  readonly label: string;
  readonly condition: Condition;
  readonly names: string[];
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

function ConditionLine({ label, condition, names, onChange, onRemove }: LineProps) {
  const isBare = operators.find(({ value }) => value === condition.operator)?.bare ?? false;
  return (
    <div className="contacts-condition">
      <Autocomplete
        size="xs"
        aria-label={`${label}: attribute`}
        placeholder="attribute"
        data={names}
        value={condition.attribute}
        onChange={(attribute) => onChange({ ...condition, attribute })}
        style={{ flex: '1 1 120px' }}
      />
      <Select
        size="xs"
        aria-label={`${label}: comparison`}
        data={operators.map(({ value, label: text }) => ({ value, label: text }))}
        value={condition.operator}
        allowDeselect={false}
        onChange={(operator) => onChange({ ...condition, operator: (operator ?? '==') as Condition['operator'] })}
        style={{ flex: '1 1 130px' }}
      />
      {!isBare && (
        <TextInput
          size="xs"
          aria-label={`${label}: value`}
          placeholder="value"
          value={condition.value ?? ''}
          onChange={(event) => onChange({ ...condition, value: event.currentTarget.value })}
          style={{ flex: '1 1 120px' }}
        />
      )}
      <ActionIcon variant="subtle" color="gray" size="sm" aria-label={`${label}: remove`} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}
