import { Code, Group, SegmentedControl, Title } from '@mantine/core';
import { useState } from 'react';
import { CopyButton } from '../ui/copy-button.tsx';
import { type Language, languages, type SampleCall, writeSample } from './call-samples.ts';

/** The call in code, as it is filled in. */
export function CodeSample({ call }: { call: SampleCall }) {
  const [language, setLanguage] = useState<Language>('curl');
  const text = writeSample(language, call);
  return (
    <section aria-label="Code">
      <Group gap="xs" mb="xs">
        <Title order={2} size="h6">
          Code
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Language"
          data={[...languages]}
          value={language}
          onChange={(value) => setLanguage(value as Language)}
        />
        <CopyButton label="Copy" text={text} />
      </Group>
      <Code block className="code-block" tabIndex={0} aria-label={`The call in ${language}`}>
        {text}
      </Code>
    </section>
  );
}
