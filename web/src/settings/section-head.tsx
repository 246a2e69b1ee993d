import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** The head of a section: what it is, what can be made there. */
export function SectionHead({ title, hint, children }: { title: string; hint: string; children?: ReactNode }) {
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="sm">
      <div style={{ flex: '1 1 260px' }}>
        <Title order={1} size="h3">
          {title}
        </Title>
        <Text c="var(--quiet)" size="sm">
          {hint}
        </Text>
      </div>
      {children}
    </Group>
  );
}
