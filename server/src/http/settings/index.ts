import type { HandlersBySet } from '../handlers.ts';
import { createAttributeHandlers } from './attributes.ts';
import { createAuditHandlers } from './audit.ts';
import { createChannelHandlers } from './channels.ts';
import { createHoursHandlers } from './hours.ts';
import { createInvitationHandlers } from './invitations.ts';
import { createPersonHandlers } from './people.ts';
import { createRetentionHandlers } from './retention.ts';
import { createRoleHandlers } from './roles.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { createTagHandlers } from './tags.ts';
import { createTeamHandlers } from './teams.ts';
import { createWorkspaceHandlers } from './workspace.ts';

/** The handlers of `/internal/settings`: every operation of the contract has one. */
export function createSettingsPageHandlers(deps: SettingsDeps): HandlersBySet['settings'] {
  return {
    ...createPersonHandlers(deps),
    ...createInvitationHandlers(deps),
    ...createRoleHandlers(deps),
    ...createTeamHandlers(deps),
    ...createTagHandlers(deps),
    ...createHoursHandlers(deps),
    ...createChannelHandlers(deps),
    ...createWorkspaceHandlers(deps),
    ...createRetentionHandlers(deps),
    ...createAttributeHandlers(deps),
    ...createAuditHandlers(deps),
  };
}
