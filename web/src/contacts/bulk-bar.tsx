import { Button, Text } from '@mantine/core';
import { IconDownload, IconPencil, IconSpeakerphone, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
import { ActionButton } from './action-button.tsx';
import { BulkDelete } from './bulk-delete.tsx';
import { BulkEdit } from './bulk-edit.tsx';
import { BulkSegment } from './bulk-segment.tsx';
import { countWords } from './contact-filters.tsx';
import type { Chosen } from './contact-queries.ts';
import { downloadContacts } from './download.ts';

interface Props {
  readonly people: Chosen;
  readonly chosen: number;
  readonly count: { total: number; isMore: boolean } | undefined;
  readonly onAll: () => void;
  readonly onLeave: () => void;
}

/** What can be done with those chosen, or with all who match. */
export function BulkBar({ people, chosen, count, onAll, onLeave }: Props) {
  const { permissions } = useSession();
  const [dialog, setDialog] = useState<'edit' | 'segment' | 'campaign' | 'delete' | undefined>();
  const isAll = people.ids === undefined;
  const close = (): void => setDialog(undefined);
  const may = (permission: string): boolean => permissions.includes(permission);
  const whom = isAll ? `all ${countWords(count)} that match` : `${chosen} ${chosen === 1 ? 'contact' : 'contacts'}`;
  const props = { people, whom, onClose: close, onDone: onLeave };
  return (
    <section className="contacts-bar" data-chosen aria-label="Chosen contacts">
      <Text size="sm" fw={600} role="status">
        {isAll ? `All ${countWords(count)}` : `${chosen} chosen`}
      </Text>
      {!isAll && count && (count.isMore || count.total > chosen) && (
        <Button size="compact-sm" variant="subtle" onClick={onAll}>
          Choose all {countWords(count)} that match
        </Button>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onLeave}>
        Choose none
      </Button>
      <div className="contacts-actions">
        {may('contacts.write') && (
          <>
            <ActionButton icon={IconPencil} onClick={() => setDialog('edit')}>
              Edit
            </ActionButton>
            <ActionButton icon={IconUsersGroup} onClick={() => setDialog('segment')}>
              Add to a segment
            </ActionButton>
          </>
        )}
        {may('contacts.export') && (
          <ActionButton icon={IconDownload} onClick={() => void downloadContacts(people)}>
            Export
          </ActionButton>
        )}
        {may('contacts.write') && may('campaigns.send') && (
          <ActionButton icon={IconSpeakerphone} onClick={() => setDialog('campaign')}>
            Send a campaign
          </ActionButton>
        )}
        {may('contacts.write') && (
          <ActionButton icon={IconTrash} isDangerous onClick={() => setDialog('delete')}>
            Delete
          </ActionButton>
        )}
      </div>
      {dialog === 'edit' && <BulkEdit {...props} />}
      {dialog === 'segment' && <BulkSegment {...props} />}
      {dialog === 'campaign' && <BulkSegment {...props} forCampaign />}
      {dialog === 'delete' && <BulkDelete {...props} />}
    </section>
  );
}

/** What a dialog over chosen contacts is given. */
export interface BulkProps {
  readonly people: Chosen;
  /** In words: 12 contacts. */
  readonly whom: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
