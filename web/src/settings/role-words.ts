import type { Role } from './settings-queries.ts';

const roleNames: Readonly<Record<string, string>> = {
  administrator: 'Administrator',
  operator: 'Operator',
  campaignManager: 'Campaign manager',
  templateManager: 'Template manager',
  contactManager: 'Contact manager',
  developer: 'Developer',
  automationManager: 'Automation manager',
  dashboardViewer: 'Dashboard viewer',
};

const permissionWords: Readonly<Record<string, string>> = {
  'inbox.read': 'Read chats',
  'inbox.reply': 'Reply, assign and solve chats',
  'contacts.read': 'See contacts',
  'contacts.write': 'Change contacts',
  'contacts.export': 'Export contacts',
  'campaigns.read': 'See campaigns',
  'campaigns.send': 'Send campaigns',
  'templates.read': 'See templates',
  'templates.write': 'Make and delete templates',
  'automation.manage': 'Build chatbots',
  'sales.read': 'See leads',
  'sales.write': 'Move leads',
  'analytics.read': 'See figures',
  'channels.read': 'See numbers and their health',
  'webhooks.manage': 'Manage webhooks',
  'tokens.manage': 'Manage API tokens',
  'people.manage': 'Invite people, give roles and teams',
  'settings.manage': 'Change the workspace, tags and hours',
  'audit.read': 'Read the audit log',
  'simulator.use': 'Play the customer on the phone',
};

/** What people call a role; those of the workspace itself by the name they were given. */
export function roleName(id: string, roles: readonly Role[] | undefined): string {
  return roleNames[id] ?? roles?.find((role) => role.id === id)?.name ?? 'Own role';
}

export function permissionName(permission: string): string {
  return permissionWords[permission] ?? permission;
}
