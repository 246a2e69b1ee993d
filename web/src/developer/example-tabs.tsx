import { Code, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import type { ReferenceContent } from './reference-queries.ts';
import { type Schemas, sampleOf } from './schema.ts';

/** The examples of a content, or one made from its schema. */
export function ExampleTabs({
  content,
  schemas,
  label,
}: {
  content: ReferenceContent;
  schemas: Schemas;
  label: string;
}) {
  const made = [{ name: 'example', value: sampleOf(content.schema, schemas) }];
  const examples = content.examples.length > 0 ? content.examples : made;
  const [chosen, setChosen] = useState(0);
  const text = JSON.stringify(examples[chosen]?.value, undefined, 2);
  return (
    <Stack gap="xs">
      <Group gap="xs">
        {examples.length > 1 && (
          <Select
            size="xs"
            aria-label={`Example of ${label}`}
            allowDeselect={false}
            data={examples.map(({ name }, index) => ({ value: String(index), label: name }))}
            value={String(chosen)}
            onChange={(value) => setChosen(Number(value ?? 0))}
          />
        )}
        <CopyButton label="Copy" text={text} />
      </Group>
      <Code block className="code-block" tabIndex={0} aria-label={`Example of ${label}, JSON`}>
        {text}
      </Code>
    </Stack>
  );
}
