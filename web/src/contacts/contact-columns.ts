import { useLocalStorage } from '@mantine/hooks';
import type { TimeFormats } from '../ui/time.ts';
import type { PersonRow } from './contact-queries.ts';
import type { Sort } from './contacts-search.ts';

export interface Column {
  readonly key: string;
  readonly title: string;
  readonly width: number;
  readonly sort?: Sort;
  text(person: PersonRow, facts: ColumnFacts): string;
}

export interface ColumnFacts {
  readonly time: TimeFormats;
  readonly teamName: (id: string) => string;
}

const fixed: readonly Column[] = [
  {
    key: 'phone',
    title: 'Number',
    width: 150,
    sort: 'phone',
    text: ({ phone, username }) => (phone ? `+${phone}` : username ? `@${username}` : ''),
  },
  {
    key: 'campaigns',
    title: 'Campaigns',
    width: 110,
    text: ({ allowBroadcast }) => (allowBroadcast ? 'yes' : 'stopped'),
  },
  { key: 'optedIn', title: 'Opted in', width: 95, text: ({ optedIn }) => (optedIn ? 'yes' : '') },
  {
    key: 'teams',
    title: 'Teams',
    width: 140,
    text: ({ teamIds }, { teamName }) => teamIds.map(teamName).join(', '),
  },
  { key: 'source', title: 'Source', width: 120, text: ({ source }) => source ?? '' },
  {
    key: 'lastSeen',
    title: 'Last seen',
    width: 190,
    sort: 'lastSeen',
    text: ({ lastSeenAt }, { time }) => (lastSeenAt ? time.full(lastSeenAt) : ''),
  },
  {
    key: 'created',
    title: 'Created',
    width: 190,
    sort: 'created',
    text: ({ createdAt }, { time }) => time.full(createdAt),
  },
  {
    key: 'updated',
    title: 'Changed',
    width: 190,
    sort: 'updated',
    text: ({ updatedAt }, { time }) => time.full(updatedAt),
  },
];

const usual = ['phone', 'campaigns', 'teams', 'lastSeen', 'created'];
const attributeStart = 'attribute:';
const attributeWidth = 150;

/** Columns that can be shown beside the name: fields, then attributes. */
export function listColumns(attributes: readonly string[]): Column[] {
  return [...fixed, ...attributes.map(toAttributeColumn)];
}

/** The columns a person chose, kept in the browser. */
export function useColumns(): { chosen: readonly Column[]; keys: readonly string[]; choose: (keys: string[]) => void } {
  const [keys, choose] = useLocalStorage<string[]>({
    key: 'parley.contactColumns',
    defaultValue: usual,
    getInitialValueInEffect: false,
  });
  const chosen = keys.flatMap((key) =>
    key.startsWith(attributeStart)
      ? [toAttributeColumn(key.slice(attributeStart.length))]
      : fixed.filter((column) => column.key === key),
  );
  return { chosen, keys, choose };
}

function toAttributeColumn(name: string): Column {
  return {
    key: attributeStart + name,
    title: name,
    width: attributeWidth,
    text: ({ attributes }) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined) ?? '',
  };
}
