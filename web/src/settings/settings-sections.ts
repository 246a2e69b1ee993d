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
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface SettingsSection {
  readonly id: string;
  readonly label: string;
  readonly icon: TablerIcon;
  /** Any one of them shows the section; none: everybody sees it. */
  readonly permissions: readonly string[];
  readonly page: LazyExoticComponent<ComponentType>;
}

const sections: readonly SettingsSection[] = [
  {
    id: 'profile',
    label: 'Profile',
    icon: IconUser,
    permissions: [],
    page: lazy(() => import('./profile-settings.tsx').then((file) => ({ default: file.ProfileSettings }))),
  },
  {
    id: 'quick-replies',
    label: 'Quick replies',
    icon: IconBolt,
    permissions: ['inbox.reply'],
    page: lazy(() => import('./quick-reply-settings.tsx').then((file) => ({ default: file.QuickReplySettings }))),
  },
  {
    id: 'people',
    label: 'People',
    icon: IconUsers,
    permissions: ['people.manage'],
    page: lazy(() => import('./people-settings.tsx').then((file) => ({ default: file.PeopleSettings }))),
  },
  {
    id: 'roles',
    label: 'Roles',
    icon: IconShield,
    permissions: ['people.manage'],
    page: lazy(() => import('./role-settings.tsx').then((file) => ({ default: file.RoleSettings }))),
  },
  {
    id: 'teams',
    label: 'Teams',
    icon: IconUsersGroup,
    permissions: ['people.manage'],
    page: lazy(() => import('./team-settings.tsx').then((file) => ({ default: file.TeamSettings }))),
  },
  {
    id: 'tags',
    label: 'Tags',
    icon: IconTag,
    permissions: ['settings.manage'],
    page: lazy(() => import('./tag-settings.tsx').then((file) => ({ default: file.TagSettings }))),
  },
  {
    id: 'attributes',
    label: 'Attributes',
    icon: IconListDetails,
    permissions: ['settings.manage'],
    page: lazy(() => import('./attribute-settings.tsx').then((file) => ({ default: file.AttributeSettings }))),
  },
  {
    id: 'channels',
    label: 'Channels',
    icon: IconPhone,
    permissions: ['channels.read'],
    page: lazy(() => import('./channel-settings.tsx').then((file) => ({ default: file.ChannelSettings }))),
  },
  {
    id: 'hours',
    label: 'Working hours',
    icon: IconClock,
    permissions: ['settings.manage'],
    page: lazy(() => import('./hours-settings.tsx').then((file) => ({ default: file.HoursSettings }))),
  },
  {
    id: 'workspace',
    label: 'Workspace',
    icon: IconBuilding,
    permissions: ['settings.manage'],
    page: lazy(() => import('./workspace-settings.tsx').then((file) => ({ default: file.WorkspaceSettings }))),
  },
  {
    id: 'audit',
    label: 'Audit log',
    icon: IconHistory,
    permissions: ['audit.read'],
    page: lazy(() => import('./audit-settings.tsx').then((file) => ({ default: file.AuditSettings }))),
  },
];

/** The sections that a person with these permissions sees. */
export function sectionsFor(held: readonly string[]): readonly SettingsSection[] {
  return sections.filter(
    ({ permissions }) => permissions.length === 0 || permissions.some((one) => held.includes(one)),
  );
}
