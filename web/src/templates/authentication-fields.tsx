import { Checkbox, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import type { PartProps } from './body-fields.tsx';
import { newButton } from './draft.ts';

/** One-time codes: WhatsApp writes the text, and what can be chosen is here. */
export function AuthenticationFields({ content, check, onChange }: PartProps) {
  const { expiryMinutes, securityAdvice, buttons } = content;
  const [button = newButton('otp')] = buttons;
  return (
    <fieldset className="template-part">
      <legend>Code</legend>
      <Stack gap="xs">
        <Text size="xs" c="var(--quiet)">
          The text is that of WhatsApp, in the language of the template.
        </Text>
        <Checkbox
          label="Advise not to share the code"
          checked={securityAdvice}
          onChange={(event) => onChange({ securityAdvice: event.currentTarget.checked }, 'content')}
        />
        <NumberInput
          label="Minutes until it expires"
          description="1 to 90. Empty: nothing is said of it."
          min={1}
          max={90}
          value={expiryMinutes ?? ''}
          error={check.errorOf('expiryMinutes')}
          onChange={(value) => onChange({ expiryMinutes: typeof value === 'number' ? value : null }, 'expiryMinutes')}
        />
        <TextInput
          label="What stands on the button"
          maxLength={25}
          value={button.text}
          error={check.errorOf('content')}
          onChange={(event) => onChange({ buttons: [{ ...button, text: event.currentTarget.value }] }, 'content')}
        />
      </Stack>
    </fieldset>
  );
}
