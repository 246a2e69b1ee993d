import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ButtonKind } from './button-kinds.ts';
import { buttonIcons } from './template-preview.tsx';

interface MenuProps {
  readonly label: string;
  readonly kinds: readonly ButtonKind[];
  readonly max: number;
  readonly buttons: readonly { readonly kind: string }[];
  readonly onAdd: (kind: string) => void;
}

/** The kinds of buttons that may still be added. */
export function AddButton({ label, kinds, max: maxButtons, buttons, onAdd }: MenuProps) {
  const countOf = (kind: string): number => buttons.filter((button) => button.kind === kind).length;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={15} />}
          disabled={buttons.length >= maxButtons}
          style={{ alignSelf: 'start' }}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(({ kind, label, max }) => {
          const Icon = buttonIcons[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={Icon && <Icon size={16} />}
              disabled={countOf(kind) >= max}
              onClick={() => onAdd(kind)}
            >
              {label}
              {countOf(kind) >= max ? ` (at most ${max})` : ''}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
