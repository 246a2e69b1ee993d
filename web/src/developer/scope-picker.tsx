import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import type { TokenScope } from './token-queries.ts';

interface Props {
  readonly scopes: readonly TokenScope[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

/** The scopes by area, with a word on each. Those that the person may not give are not shown. */
export function ScopePicker({ scopes, chosen, onChange }: Props) {
  const offered = scopes.filter(({ grantable, access }) => grantable && access !== 'all');
  const areas = [...new Set(offered.map(({ area }) => area))];
  const toggle = (scope: string, isOn: boolean): void =>
    onChange(isOn ? [...chosen, scope] : chosen.filter((one) => one !== scope));
  const all = offered.map(({ scope }) => scope);
  const reading = offered.filter(({ access }) => access === 'read').map(({ scope }) => scope);
  return (
    <Stack gap="sm">
      <Group gap={6}>
        <Button size="compact-xs" variant="default" onClick={() => onChange(reading)}>
          Only reading
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onChange(all)}>
          All of these
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onChange([])}>
          None
        </Button>
      </Group>
      <div className="scope-grid">
        {areas.map((area) => (
          <fieldset key={area} style={{ border: 0, margin: 0, padding: 0 }}>
            <Text component="legend" size="sm" fw={600} mb={4}>
              {area}
            </Text>
            <Stack gap={6}>
              {offered
                .filter((scope) => scope.area === area)
                .map(({ scope, description }) => (
                  <Checkbox
                    key={scope}
                    size="xs"
                    label={scope}
                    description={description}
                    checked={chosen.includes(scope)}
                    onChange={(event) => toggle(scope, event.currentTarget.checked)}
                  />
                ))}
            </Stack>
          </fieldset>
        ))}
      </div>
      {offered.length + 1 < scopes.length && (
        <Text size="xs" c="var(--quiet)">
          Shown is what your own roles allow. An administrator can make tokens that may do more.
        </Text>
      )}
    </Stack>
  );
}
