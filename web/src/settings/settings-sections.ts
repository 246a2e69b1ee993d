import {
  IconBolt,
  IconBuilding,
  IconClock,
  IconHistory,
  IconListDetails,
  IconPhone,
  IconShield,
  IconTag,
  IconUser,
  IconUsers,
  IconUsersGroup,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

export interface SettingsSection {
  readonly id: string;
  readonly label: string;
  readonly icon: TablerIcon;
  /** Any one of them shows the section; none: everybody sees it. */
  readonly permissions: readonly string[];
  readonly load: () => Promise<ComponentType>;
}

const sections: readonly SettingsSection[] = [
  {
    id: 'profile',
    label: 'Profile',
    icon: IconUser,
    permissions: [],
    load: () => import('./profile-settings.tsx').then((file) => file.ProfileSettings),
  },
  {
    id: 'quick-replies',
    label: 'Quick replies',
    icon: IconBolt,
    permissions: ['inbox.reply'],
    load: () => import('./quick-reply-settings.tsx').then((file) => file.QuickReplySettings),
  },
  {
    id: 'people',
    label: 'People',
    icon: IconUsers,
    permissions: ['people.manage'],
    load: () => import('./people-settings.tsx').then((file) => file.PeopleSettings),
  },
  {
    id: 'roles',
    label: 'Roles',
    icon: IconShield,
    permissions: ['people.manage'],
    load: () => import('./role-settings.tsx').then((file) => file.RoleSettings),
  },
  {
    id: 'teams',
    label: 'Teams',
    icon: IconUsersGroup,
    permissions: ['people.manage'],
    load: () => import('./team-settings.tsx').then((file) => file.TeamSettings),
  },
  {
    id: 'tags',
    label: 'Tags',
    icon: IconTag,
    permissions: ['settings.manage'],
    load: () => import('./tag-settings.tsx').then((file) => file.TagSettings),
  },
  {
    id: 'attributes',
    label: 'Attributes',
    icon: IconListDetails,
    permissions: ['settings.manage'],
    load: () => import('./attribute-settings.tsx').then((file) => file.AttributeSettings),
  },
  {
    id: 'channels',
    label: 'Channels',
    icon: IconPhone,
    permissions: ['channels.read'],
    load: () => import('./channel-settings.tsx').then((file) => file.ChannelSettings),
  },
  {
    id: 'hours',
    label: 'Working hours',
    icon: IconClock,
    permissions: ['settings.manage'],
    load: () => import('./hours-settings.tsx').then((file) => file.HoursSettings),
  },
  {
    id: 'workspace',
    label: 'Workspace',
    icon: IconBuilding,
    permissions: ['settings.manage'],
    load: () => import('./workspace-settings.tsx').then((file) => file.WorkspaceSettings),
  },
  {
    id: 'audit',
    label: 'Audit log',
    icon: IconHistory,
    permissions: ['audit.read'],
    load: () => import('./audit-settings.tsx').then((file) => file.AuditSettings),
  },
];

/** The sections that a person with these permissions sees. */
export function sectionsFor(held: readonly string[]): readonly SettingsSection[] {
  return sections.filter(
    ({ permissions }) => permissions.length === 0 || permissions.some((one) => held.includes(one)),
  );
}

/** The page of a section; undefined when there is no such section. */
export async function loadSection(id: string): Promise<ComponentType | undefined> {
  return sections.find((section) => section.id === id)?.load();
}
