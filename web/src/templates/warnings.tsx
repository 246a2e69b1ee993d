import { Text } from '@mantine/core';
import type { Problem } from './template-queries.ts';

/** What keeps every rule and is refused by people nevertheless. */
export function Warnings({ warnings }: { warnings: readonly Problem[] }) {
  return (
    <section
      className="template-note"
      data-tone="wait"
      aria-label="What reviewers may refuse"
      style={{ marginTop: 12 }}
    >
      <Text size="sm" fw={600}>
        What reviewers may refuse
      </Text>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
        {warnings.map(({ field, rule, message }) => (
          <li key={`${field} ${rule} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}
