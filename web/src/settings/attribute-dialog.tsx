import { Button, Divider, Group, List, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/api-error.ts';
import { api, read } from '../api/client.ts';
import { Refusal } from '../ui/refusal.tsx';
import { ErrorState } from '../ui/states.tsx';
import { AttributeMeaning } from './attribute-add.tsx';
import { contactsOf } from './attribute-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type Attribute, type AttributeUse, attributeUsesQuery } from './settings-queries.ts';
import { useChange } from './use-change.ts';

interface Props {
  readonly attribute: Attribute;
  readonly onClose: () => void;
  /** Told the id of the edit that was begun. */
  readonly onBegun: (jobId: string) => void;
}

/** Who has an attribute and what uses it; renaming and deleting it for everybody. */
export function AttributeDialog({ attribute, onClose, onBegun }: Props) {
  const { name } = attribute;
  const uses = useQuery(attributeUsesQuery(name));
  const [isAsking, setAsking] = useState(false);
  const counted = uses.data && contactsOf(uses.data.contacts, uses.data.isMore);
  const remove = async (): Promise<void> => {
    const { jobId } = await read(api.DELETE('/internal/settings/attributes', { params: { query: { name } } }));
    onBegun(jobId);
  };
  return (
    <Modal opened onClose={onClose} title={`Attribute ${name}`}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text size="sm" aria-live="polite">
            {counted ? `${counted} with it` : 'Counting'}
          </Text>
          {uses.data && uses.data.contacts > 0 && (
            <Link
              className="settings-link"
              to="/contacts"
              search={{ where: [[{ attribute: name, operator: 'exist', value: '' }]] }}
            >
              Show them
            </Link>
          )}
        </Group>
        {uses.isError && <ErrorState error={uses.error} onRetry={() => void uses.refetch()} />}
        <UseList title={`These name ${name}, and its new name once it is renamed:`} uses={uses.data?.uses ?? []} />
        <AttributeMeaning attribute={attribute} />
      </Stack>
      <Divider my="md" />
      <RenameForm name={name} onBegun={onBegun} />
      <Divider my="md" />
      <Group justify="space-between" gap="xs">
        <Text size="sm">Take it off all contacts</Text>
        <Button variant="default" disabled={!uses.data} onClick={() => setAsking(true)}>
          Delete
        </Button>
      </Group>
      {isAsking && uses.data && (
        <ConfirmDialog
          title={`Delete the attribute ${name}?`}
          action="Delete"
          done={`The attribute ${name} is being deleted.`}
          work={remove}
          onClose={() => setAsking(false)}
        >
          <Stack gap="xs">
            <span>
              {uses.data.contacts > 0 ? `It is taken off ${counted}, with its values.` : 'It is no longer offered.'} For
              30 days this can be taken back, here or in Contacts.
            </span>
            <UseList title={`These still name ${name} and will find nothing:`} uses={uses.data.uses} />
          </Stack>
        </ConfirmDialog>
      )}
    </Modal>
  );
}

function RenameForm({ name, onBegun }: { name: string; onBegun: (jobId: string) => void }) {
  const change = useChange();
  const [newName, setNewName] = useState(name);
  /** What the server said of contacts that have both names. */
  const [conflict, setConflict] = useState<string | undefined>();
  const [whenBoth, setWhenBoth] = useState<string>('existing');
  const wanted = newName.trim();
  const rename = async (): Promise<void> => {
    const choice = conflict === undefined ? {} : { whenBoth: whenBoth as 'existing' | 'renamed' };
    const body = { name, newName: wanted, ...choice };
    try {
      const { jobId } = await read(api.POST('/internal/settings/attributes/rename', { body }));
      onBegun(jobId);
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'attribute.name_taken') throw error;
      setConflict(error.message);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void change.run(rename);
  };
  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="xs">
        <TextInput
          style={{ flex: '1 1 180px' }}
          label="Rename it for everybody"
          maxLength={256}
          value={newName}
          onChange={(event) => {
            setNewName(event.currentTarget.value);
            setConflict(undefined);
          }}
        />
        <Button type="submit" loading={change.isRunning} disabled={wanted === '' || wanted === name}>
          Rename
        </Button>
      </Group>
      {conflict !== undefined && (
        <Radio.Group mt="sm" label={`${conflict} Whose value stays?`} value={whenBoth} onChange={setWhenBoth}>
          <Stack gap={6} mt={6}>
            <Radio value="existing" label={`That of ${wanted}`} />
            <Radio value="renamed" label={`That of ${name}`} />
          </Stack>
        </Radio.Group>
      )}
      <Refusal error={change.error} />
    </form>
  );
}

const kindWords: Readonly<Record<AttributeUse['kind'], string>> = {
  segment: 'Segment',
  campaignDraft: 'Draft of a campaign',
  quickReply: 'Quick reply',
  chatbot: 'Chatbot',
};

/** What names the attribute, under a line that says what becomes of it. */
function UseList({ title, uses }: { title: string; uses: readonly AttributeUse[] }) {
  if (uses.length === 0) return null;
  return (
    <div>
      <Text size="sm">{title}</Text>
      <List size="sm" style={{ overflowWrap: 'anywhere' }}>
        {uses.map((use) => (
          <List.Item key={`${use.kind} ${use.id}`}>
            {kindWords[use.kind]} <UseLink use={use} />
          </List.Item>
        ))}
      </List>
    </div>
  );
}

function UseLink({ use: { kind, id, name } }: { use: AttributeUse }) {
  if (kind === 'segment') {
    return (
      <Link className="settings-link" to="/contacts/segments" search={{ edit: id }}>
        {name}
      </Link>
    );
  }
  if (kind === 'campaignDraft') {
    return (
      <Link className="settings-link" to="/campaigns/new" search={{ draft: id }}>
        {name || 'without a name'}
      </Link>
    );
  }
  if (kind === 'quickReply') {
    return (
      <Link
        className="settings-link"
        to="/settings/$section"
        params={{ section: 'quick-replies' }}
        search={{ open: id }}
      >
        /{name}
      </Link>
    );
  }
  return <strong>{name}</strong>;
}
