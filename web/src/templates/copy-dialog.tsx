import { Button, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { optionsQuery, type TemplateDetail } from './template-queries.ts';
import { languageName } from './template-words.ts';

/** A copy under the same name in another language, or under another name. Opens the editor with it. */
export function CopyDialog({ template }: { template: TemplateDetail }) {
  const navigate = useNavigate();
  const options = useQuery(optionsQuery);
  const [kind, setKind] = useState<'language' | 'name'>('language');
  const [language, setLanguage] = useState<string | null>(null);
  const [name, setName] = useState(`${template.name}_copy`);
  const taken = new Set(template.languages.map((entry) => entry.language));
  const free = (options.data?.languages ?? []).filter((code) => !taken.has(code));
  const close = (): void =>
    void navigate({ to: '/templates/$templateId', params: { templateId: template.id }, search: {} });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const rest = kind === 'language' ? { language: language ?? '' } : { name };
    void navigate({ to: '/templates/new', search: { copy: template.id, ...rest } });
  };
  return (
    <Modal opened onClose={close} title={`Copy ${template.name}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            label="What for"
            value={kind}
            onChange={(value) => setKind(value === 'name' ? 'name' : 'language')}
          >
            <Stack gap={4} mt={4}>
              <Radio value="language" label="Another language of the same template" />
              <Radio value="name" label="A new template that begins like this one" />
            </Stack>
          </Radio.Group>
          {kind === 'language' ? (
            <Select
              label="Language"
              searchable
              data={free.map((value) => ({ value, label: `${languageName(value)} (${value})` }))}
              value={language}
              onChange={setLanguage}
            />
          ) : (
            <TextInput label="Name" value={name} onChange={(event) => setName(toName(event.currentTarget.value))} />
          )}
          <Group justify="flex-end">
            <Button type="submit" disabled={kind === 'language' ? language === null : name === ''}>
              Write it
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is written as a name that WhatsApp takes: lower-case letters, digits and underscores. */
export function toName(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, 512);
}
