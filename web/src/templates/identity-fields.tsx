import { Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { toName } from './copy-dialog.tsx';
import { optionsQuery, type TemplateInput } from './template-queries.ts';
import { categories, categoryHelp, languageName, sentence } from './template-words.ts';
import type { DraftCheck } from './use-check.ts';

interface Props {
  readonly draft: TemplateInput;
  readonly check: DraftCheck;
  /** Of a template that WhatsApp knows: its name and language stay. */
  readonly isKnown: boolean;
  /** WhatsApp takes no other category for an approved one. */
  readonly isApproved: boolean;
  /** What the server refused of the name. */
  readonly nameError: string | undefined;
  readonly onChange: (part: Partial<TemplateInput>, field: string) => void;
}

/** Name, language, category and account. */
export function IdentityFields({ draft, check, isKnown, isApproved, nameError, onChange }: Props) {
  const options = useQuery(optionsQuery);
  const accounts = options.data?.accounts ?? [];
  const codes = options.data?.languages ?? [draft.language];
  return (
    <fieldset className="template-part">
      <legend>What it is</legend>
      <Stack gap="xs">
        <TextInput
          label="Name"
          description="Lower-case letters, digits and underscores. Only your team sees it."
          value={draft.name}
          disabled={isKnown}
          maxLength={512}
          error={nameError ?? check.errorOf('name')}
          onChange={(event) => onChange({ name: toName(event.currentTarget.value) }, 'name')}
        />
        <Select
          label="Language"
          searchable
          allowDeselect={false}
          disabled={isKnown}
          data={codes.map((value) => ({ value, label: `${languageName(value)} (${value})` }))}
          value={draft.language}
          error={check.errorOf('language')}
          onChange={(language) => language && onChange({ language }, 'language')}
        />
        <Select
          label="Category"
          allowDeselect={false}
          disabled={isApproved}
          data={categories.map((value) => ({ value, label: sentence(value) }))}
          value={draft.category}
          error={check.errorOf('category')}
          onChange={(category) => category && onChange({ category }, 'category')}
        />
        <Text size="xs" c="var(--quiet)">
          {isApproved ? 'The category of an approved template stays.' : categoryHelp[draft.category]}
        </Text>
        {accounts.length > 1 && (
          <Select
            label="WhatsApp account"
            allowDeselect={false}
            disabled={isKnown}
            data={accounts.map(({ wabaId, channels }) => ({ value: wabaId, label: channels.join(', ') }))}
            value={draft.wabaId ?? accounts[0]?.wabaId ?? null}
            onChange={(wabaId) => onChange({ wabaId }, 'account')}
          />
        )}
      </Stack>
    </fieldset>
  );
}
