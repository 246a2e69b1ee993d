import { Button, Grid, Group, Modal, NavLink, ScrollArea, Text, TextInput } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../api/client.ts';
import type { NewContent } from '../api/types.ts';
import { useWrite } from '../api/use-write.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { RichText } from '../ui/rich-text.tsx';
import { EmptyState, ErrorState, RowsSkeleton } from '../ui/states.tsx';

type Choice = NonNullable<NewContent['template']>;

const templatesQuery = queryOptions({
  queryKey: ['templates', 'approved'],
  queryFn: async () => {
    const query = { page_size: 100, page_number: 1 };
    const { templates } = await read(api.GET('/api/ext/v3/messageTemplates', { params: { query } }));
    return (templates ?? []).filter(({ status }) => status === 'APPROVED');
  },
});

interface Props {
  readonly contactName: string | null;
  readonly onClose: () => void;
  /** Rejects with what the server refused. */
  readonly onSend: (template: Choice) => Promise<void>;
}

/** Approved templates with their text, filled in before they are sent. */
export function TemplatePicker({ contactName, onClose, onSend }: Props) {
  const templates = useQuery(templatesQuery);
  const [search, setSearch] = useState('');
  const [chosenId, setChosenId] = useState<string | undefined>();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const { isRunning, error, run } = useWrite();
  const fitting = (templates.data ?? []).filter(({ name, hsm }) =>
    `${name} ${hsm}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
  const chosen = fitting.find(({ id }) => id === chosenId) ?? fitting[0];
  const names = chosen ? parametersOf(chosen) : [];
  const fillOf = (name: string): string => values[name] ?? (name === 'name' ? (contactName ?? '') : '');
  const send = async (): Promise<void> => {
    const name = chosen?.name;
    if (!name) return;
    await run(async () => {
      const language = chosen.language_option?.value;
      await onSend({
        name,
        ...(language ? { language } : {}),
        parameters: names.map((each) => ({ name: each, value: fillOf(each) })),
      });
      onClose();
    });
  };
  return (
    <Modal opened onClose={onClose} size="lg" title="Send a template">
      {templates.isPending && <RowsSkeleton rows={3} />}
      {templates.isError && <ErrorState error={templates.error} onRetry={() => void templates.refetch()} />}
      {templates.data?.length === 0 && (
        <EmptyState title="No template is approved yet" hint="WhatsApp approves templates before they can be sent." />
      )}
      {chosen && (
        <Grid>
          <Grid.Col span={{ base: 12, xs: 5 }}>
            <TextInput
              aria-label="Search templates"
              data-autofocus
              placeholder="Search"
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <ScrollArea.Autosize mah={340} mt={6}>
              {fitting.map(({ id, name, category }) => (
                <NavLink
                  key={id}
                  component="button"
                  active={id === chosen.id}
                  label={name}
                  description={category?.toLowerCase()}
                  styles={{
                    description: { color: 'var(--mantine-color-text)' },
                    label: { color: 'var(--mantine-color-text)' },
                  }}
                  onClick={() => setChosenId(id ?? undefined)}
                />
              ))}
            </ScrollArea.Autosize>
          </Grid.Col>
          <Grid.Col span={{ base: 12, xs: 7 }}>
            {names.map((name) => (
              <TextInput
                key={name}
                label={name}
                mb={6}
                value={fillOf(name)}
                onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
              />
            ))}
            <Text size="xs" c="var(--quiet)" mb={4}>
              As the customer sees it
            </Text>
            <div className="bubble" style={{ background: 'var(--bubble-out)', maxWidth: '100%' }}>
              <RichText text={filled(chosen.hsm ?? '', fillOf)} />
            </div>
            <FaultLine error={error} mt="xs" />
            <Group justify="flex-end" mt="md">
              <Button
                loading={isRunning}
                disabled={names.some((name) => !fillOf(name).trim())}
                onClick={() => void send()}
              >
                Send
              </Button>
            </Group>
          </Grid.Col>
        </Grid>
      )}
    </Modal>
  );
}

type Template = NonNullable<Awaited<ReturnType<NonNullable<typeof templatesQuery.queryFn>>>>[number];

/** Every placeholder of the template, those of header and buttons too, in the order in which it names them. */
function parametersOf({ custom_params: parameters, hsm }: Template): string[] {
  const named = (parameters ?? []).flatMap(({ name }) => (name ? [name] : []));
  const inText = [...(hsm ?? '').matchAll(/\{\{\s*([\w.-]+)\s*\}\}/g)].map(([, name]) => name ?? '');
  return [...new Set([...named, ...inText])];
}

function filled(text: string, fillOf: (name: string) => string): string {
  return text.replaceAll(/\{\{\s*([\w.-]+)\s*\}\}/g, (whole, name: string) => fillOf(name) || whole);
}
