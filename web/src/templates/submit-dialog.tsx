import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { TemplatePreview } from './template-preview.tsx';
import type { Problem, TemplateInput } from './template-queries.ts';
import { languageName, sentence } from './template-words.ts';
import { Warnings } from './warnings.tsx';

interface Props {
  readonly draft: TemplateInput;
  readonly warnings: readonly Problem[];
  readonly meta: unknown;
  readonly isEdit: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => Promise<void>;
}

/** Shows what WhatsApp gets before it gets it. */
export function SubmitDialog({ draft, warnings, meta, isEdit, onClose, onSubmit }: Props) {
  const { name, language, category, content } = draft;
  return (
    <Modal opened onClose={onClose} title={`Submit ${name} for review`}>
      <Stack gap="sm">
        <Text size="sm">
          {sentence(category)}, {languageName(language)}. WhatsApp mostly answers within minutes, at times after 24
          hours.{' '}
          {isEdit
            ? 'Until then it can not be sent.'
            : 'While it is reviewed it can not be changed; afterwards its name and language stay.'}
        </Text>
        <TemplatePreview content={content} />
        {warnings.length > 0 && <Warnings warnings={warnings} />}
        <details>
          <summary style={{ cursor: 'pointer', fontSize: '0.875rem' }}>What WhatsApp gets, word for word</summary>
          <Code block mt={6} style={{ maxHeight: 240, overflow: 'auto' }} tabIndex={0}>
            {JSON.stringify(meta, null, 2)}
          </Code>
        </details>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          <Button onClick={() => void onSubmit()}>Submit</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
