/** What a person may do in the web app, by the thing it is done to. */
export const permissions = [
  'inbox.read',
  'inbox.reply',
  'contacts.read',
  'contacts.write',
  'contacts.export',
  'campaigns.read',
  'campaigns.send',
  'templates.read',
  'templates.write',
  'automation.manage',
  'sales.read',
  'sales.write',
  'analytics.read',
  'channels.read',
  'webhooks.manage',
  'tokens.manage',
  'people.manage',
  'settings.manage',
  'audit.read',
  'simulator.use',
] as const;
export type Permission = (typeof permissions)[number];

/** Roles of WATI (product notes, 1.2). A workspace administrator may do everything. */
const permissionsOfRole: Readonly<Record<string, readonly Permission[]>> = {
  administrator: permissions,
  operator: [
    'inbox.read',
    'inbox.reply',
    'contacts.read',
    'contacts.write',
    'templates.read',
    'sales.read',
    'sales.write',
    'channels.read',
    'simulator.use',
  ],
  campaignManager: [
    'campaigns.read',
    'campaigns.send',
    'templates.read',
    'contacts.read',
    'channels.read',
    'analytics.read',
  ],
  templateManager: ['templates.read', 'templates.write', 'channels.read'],
  contactManager: ['contacts.read', 'contacts.write', 'contacts.export'],
  developer: ['webhooks.manage', 'tokens.manage', 'templates.read', 'channels.read', 'simulator.use'],
  automationManager: ['automation.manage', 'templates.read', 'channels.read'],
  dashboardViewer: ['analytics.read', 'campaigns.read', 'channels.read'],
};

/** The role that may do everything; a workspace always has somebody with it. */
export const administratorRole = 'administrator';

/** The roles that every workspace has. */
export const roleNames: readonly string[] = Object.keys(permissionsOfRole);

/**
 * What the roles that every workspace has allow together, with what those of its own allow (`custom`), in the order of
 * `permissions`. A role that is not known allows nothing.
 */
export function permissionsOf(roles: readonly string[], custom: readonly string[] = []): readonly Permission[] {
  const held = new Set<string>([...roles.flatMap((role) => permissionsOfRole[role] ?? []), ...custom]);
  return permissions.filter((permission) => held.has(permission));
}

/** The scopes of the public API which a permission stands for. */
const scopesOfPermission: Partial<Readonly<Record<Permission, readonly string[]>>> = {
  'inbox.read': ['conversations:read', 'conversationsv3:read', 'events:read'],
  'inbox.reply': ['conversations:write', 'conversationsv3:write', 'messagetemplate:write', 'messagetemplatev3:write'],
  'contacts.read': ['contacts:read', 'contactsv3:read'],
  'contacts.write': ['contacts:write', 'contactsv3:write'],
  'campaigns.read': ['campaignsv3:read'],
  'campaigns.send': ['messagetemplate:write', 'messagetemplatev3:write'],
  'templates.read': ['messagetemplate:read', 'messagetemplatev3:read'],
  'templates.write': ['messagetemplate:write'],
  'automation.manage': ['chatbots:read', 'chatbots:write', 'chatbotsv3:read', 'chatbotsv3:write'],
  'sales.read': ['sales:read', 'salesanalyticsv3:read'],
  'sales.write': ['sales:write'],
  'channels.read': ['channel', 'channelsv3:read', 'whatsappaccounts:read'],
  'webhooks.manage': ['webhooks:read', 'webhooks:write', 'events:read'],
  'tokens.manage': ['tokens:read', 'tokens:write'],
};

/** The scopes with which a person calls the public API; one with every permission has all. */
export function scopesOf(held: readonly Permission[]): readonly string[] | 'all' {
  if (held.length === permissions.length) return 'all';
  return [...new Set(held.flatMap((permission) => scopesOfPermission[permission] ?? []))];
}
