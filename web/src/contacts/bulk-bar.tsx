import { Button, Text } from '@mantine/core';
import { IconDownload, IconPencil, IconSpeakerphone, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../session/session.ts';
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
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} />}
              onClick={() => setDialog('edit')}
            >
              Edit
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUsersGroup size={14} />}
              onClick={() => setDialog('segment')}
            >
              Add to a segment
            </Button>
          </>
        )}
        {may('contacts.export') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} />}
            onClick={() => void downloadContacts(people)}
          >
            Export
          </Button>
        )}
        {may('contacts.write') && may('campaigns.send') && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconSpeakerphone size={14} />}
            onClick={() => setDialog('campaign')}
          >
            Send a campaign
          </Button>
        )}
        {may('contacts.write') && (
          <Button
            size="xs"
            variant="default"
            c="var(--bad)"
            leftSection={<IconTrash size={14} />}
            onClick={() => setDialog('delete')}
          >
            Delete
          </Button>
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
