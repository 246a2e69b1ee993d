import { ActionIcon, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconBold, IconItalic, IconStrikethrough } from '@tabler/icons-react';
import { useRef } from 'react';
import { lengthOf, variablesOf } from './draft.ts';
import { sampleOf } from './fill-text.ts';
import type { Content } from './template-queries.ts';
import type { DraftCheck } from './use-check.ts';
import { VariableButton } from './variable-button.tsx';

const maxBody = 1024;
const maxBodyOfOffer = 600;
const maxFooter = 60;

export interface PartProps {
  readonly content: Content;
  readonly check: DraftCheck;
  readonly onChange: (part: Partial<Content>, field: string) => void;
}

/** The text of the message, with variables and marks where the cursor is. */
export function BodyFields({ content, check, onChange }: PartProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const { body } = content;
  const put = (before: string, after = ''): void => {
    const { selectionStart: start = body.length, selectionEnd: end = body.length } = area.current ?? {};
    onChange({ body: body.slice(0, start) + before + body.slice(start, end) + after + body.slice(end) }, 'body');
    const cursor = end + before.length + (start === end ? 0 : after.length);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(cursor, cursor);
    });
  };
  return (
    <fieldset className="template-part">
      <legend>Text</legend>
      <Group gap={6} mb={6}>
        <VariableButton label="Add a variable to the text" onInsert={put} />
        <Mark label="Bold" icon={<IconBold size={16} />} onClick={() => put('*', '*')} />
        <Mark label="Italic" icon={<IconItalic size={16} />} onClick={() => put('_', '_')} />
        <Mark label="Struck through" icon={<IconStrikethrough size={16} />} onClick={() => put('~', '~')} />
        <Counter length={lengthOf(body)} max={content.offer ? maxBodyOfOffer : maxBody} />
      </Group>
      <Textarea
        ref={area}
        aria-label="Text of the message"
        autosize
        minRows={5}
        maxRows={16}
        placeholder="Hello {{name}}, your order {{order_number}} is on its way."
        value={body}
        error={check.errorOf('body')}
        onChange={(event) => onChange({ body: event.currentTarget.value }, 'body')}
      />
    </fieldset>
  );
}

function Mark({ label, icon, onClick }: { label: string; icon: React.ReactNode; onClick: () => void }) {
  return (
    <ActionIcon variant="default" aria-label={label} title={label} onClick={onClick}>
      {icon}
    </ActionIcon>
  );
}

export function Counter({ length, max }: { length: number; max: number }) {
  return (
    <Text size="xs" c={length > max ? 'var(--bad)' : 'var(--quiet)'} style={{ marginInlineStart: 'auto' }}>
      {length} of {max}
    </Text>
  );
}

/** A sample for each variable: reviewers read the text with them, and so does the preview. */
export function SampleFields({ content, check, onChange }: PartProps) {
  const names = variablesOf(content);
  if (names.length === 0) return null;
  const change = (name: string, value: string): void => {
    const others = content.samples.filter((sample) => sample.name !== name);
    onChange({ samples: [...others, { name, value }] }, 'samples');
  };
  const error = check.errorOf('samples');
  return (
    <fieldset className="template-part">
      <legend>Samples</legend>
      <Text size="xs" c="var(--quiet)" mb={6}>
        What a customer could read there. WhatsApp's reviewers see the text with them.
      </Text>
      <Stack gap={6}>
        {names.map((name) => {
          const value = sampleOf(name, content.samples);
          return (
            <TextInput
              key={name}
              label={name}
              aria-label={`Sample for ${name}`}
              value={value}
              error={error !== undefined && value.trim() === '' ? 'A sample is needed.' : undefined}
              onChange={(event) => change(name, event.currentTarget.value)}
            />
          );
        })}
      </Stack>
    </fieldset>
  );
}

export function FooterField({ content, check, onChange }: PartProps) {
  const footer = content.footer ?? '';
  return (
    <fieldset className="template-part">
      <legend>Footer</legend>
      <Group mb={4}>
        <Text size="xs" c="var(--quiet)">
          Small print under the text, without variables. May stay empty.
        </Text>
        <Counter length={lengthOf(footer)} max={maxFooter} />
      </Group>
      <TextInput
        aria-label="Footer"
        placeholder="Reply STOP to stop these messages"
        value={footer}
        error={check.errorOf('footer')}
        onChange={(event) => onChange({ footer: event.currentTarget.value || null }, 'footer')}
      />
    </fieldset>
  );
}
