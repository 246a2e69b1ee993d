import { Code, Drawer } from '@mantine/core';
import { Facts } from '../ui/facts.tsx';
import { useTime } from '../ui/use-time.ts';
import { actionText } from './audit-words.ts';
import type { AuditEntry } from './settings-queries.ts';

const kinds = { operator: 'Person', token: 'API token', command: 'Command line', system: 'Parley itself' } as const;

/** Everything that is known of an entry. */
export function AuditDetail({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const time = useTime();
  const rows = [
    ['When', time.full(entry.at)],
    ['Who', `${entry.actor.name} (${kinds[entry.actor.kind]})`],
    ['From', entry.address],
    ['Action', entry.action],
    ['What', entry.target.name ?? entry.target.id],
    ['Id', entry.target.id],
    ['Request', entry.requestId],
    ['Entry', String(entry.position)],
    ['Hash', entry.hash],
  ] as const;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={`${entry.actor.name} ${actionText(entry.action)} ${entry.target.name ?? ''}`}
    >
      <Facts rows={rows.flatMap(([name, value]) => (value ? [[name, value] as const] : []))} gap={4} />
      {entry.changes !== null && entry.changes !== undefined && (
        <Code block mt="md" className="settings-changes" tabIndex={0}>
          {JSON.stringify(entry.changes, null, 2)}
        </Code>
      )}
    </Drawer>
  );
}
