import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useWrite } from '../api/use-write.ts';
import { FaultLine } from '../ui/fault-line.tsx';
import { isTypedName } from '../ui/typed-name.ts';
import type { TemplateDetail } from './template-queries.ts';
import { languageName } from './template-words.ts';
import { useTemplateActions } from './use-template-actions.ts';

/** Deletes one language or all of them, once the name was written. */
export function DeleteDialog({ template }: { template: TemplateDetail }) {
  const { id, name, language, languages, status } = template;
  const navigate = useNavigate();
  const { remove } = useTemplateActions();
  const [which, setWhich] = useState<'one' | 'all'>('one');
  const [written, setWritten] = useState('');
  const { isRunning, error, run } = useWrite();
  const close = (): void => void navigate({ to: '/templates/$templateId', params: { templateId: id }, search: {} });
  const submit = (event: FormEvent): Promise<boolean> => {
    event.preventDefault();
    return run(async () => {
      await remove(id, which);
      notifications.show({ message: `The template ${name} is deleted.` });
      await navigate({ to: '/templates' });
    });
  };
  return (
    <Modal opened onClose={close} title={`Delete ${name}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm">
            {status === 'DRAFT'
              ? 'The draft is gone then. Its name stays taken in this language.'
              : 'It is deleted at WhatsApp too and can not be sent any more. Campaigns that still use it will fail, and its name stays taken for 30 days.'}
          </Text>
          {languages.length > 1 && (
            <Radio.Group label="Which" value={which} onChange={(value) => setWhich(value === 'all' ? 'all' : 'one')}>
              <Stack gap={4} mt={4}>
                <Radio value="one" label={`Only ${languageName(language)}`} />
                <Radio value="all" label={`All ${languages.length} languages`} />
              </Stack>
            </Radio.Group>
          )}
          <TextInput
            label={`Write ${name} to delete it`}
            autoComplete="off"
            value={written}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
          <FaultLine error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Keep it
            </Button>
            <Button type="submit" color="red.9" disabled={!isTypedName(written, name)} loading={isRunning}>
              Delete
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
