import { Button, Group, Menu, Textarea } from '@mantine/core';
import { IconAt } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { words } from '../ui/words.ts';
import { directoryQuery } from './inbox-queries.ts';
import { type ConversationActions, complain } from './use-conversation-actions.ts';
import { useDraft } from './use-draft.ts';

interface Props {
  readonly conversationId: string;
  readonly actions: ConversationActions;
  readonly onDone: () => void;
}

/** A note for the team; whoever is named with @ is told. */
export function NoteField({ conversationId, actions, onDone }: Props) {
  const [text, setText] = useDraft(conversationId, 'note');
  const directory = useQuery(directoryQuery);
  const [isSaving, setSaving] = useState(false);
  const people = directory.data?.operators ?? [];
  const begun = /@([^\s@]*)$/.exec(text)?.[1]?.toLowerCase();
  const offered =
    begun === undefined ? [] : people.filter(({ name }) => name.toLowerCase().includes(begun)).slice(0, 6);
  const save = async (): Promise<void> => {
    const said = text.trim();
    if (!said) return;
    setSaving(true);
    try {
      await actions.note(
        said,
        people.filter(({ name }) => said.includes(`@${name}`)).map(({ id }) => id),
      );
      setText('');
      onDone();
    } catch (error) {
      complain(error);
    } finally {
      setSaving(false);
    }
  };
  const mention = (name: string): void => setText(`${text.replace(/@[^\s@]*$/, '')}@${name} `);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && event.currentTarget instanceof HTMLElement) event.currentTarget.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (offered[0] && begun !== '') mention(offered[0].name);
    else void save();
  };
  return (
    <>
      {offered.length > 0 && (
        <Group gap={4} mb={4}>
          {offered.map(({ id, name }) => (
            <Button key={id} size="compact-xs" variant="default" onClick={() => mention(name)}>
              @{name}
            </Button>
          ))}
        </Group>
      )}
      <Textarea
        autoFocus
        dir="auto"
        aria-label={words.composer.note}
        placeholder={words.composer.noteHint}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={4096}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Group justify="space-between" mt={6}>
        <Menu position="top-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<IconAt size={14} />}>
              Mention
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {people.slice(0, 20).map(({ id, name }) => (
              <Menu.Item key={id} onClick={() => mention(name)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button size="xs" loading={isSaving} disabled={!text.trim()} onClick={() => void save()}>
          Save the note
        </Button>
      </Group>
    </>
  );
}
