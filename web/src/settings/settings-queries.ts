import type { components } from '@parley/contract/settings';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { afterCursor, cursorPages } from '../api/cursor-pages.ts';

type Schemas = components['schemas'];
export type Person = Schemas['Person'];
export type Invitation = Schemas['Invitation'];
export type Role = Schemas['Role'];
export type Team = Schemas['Team'];
export type TeamUses = Schemas['TeamUses'];
export type Attribute = Schemas['Attribute'];
export type AttributeList = Schemas['AttributeList'];
export type AttributeUse = Schemas['AttributeUses']['uses'][number];
export type Workspace = Schemas['Workspace'];
export type KeptFor = Schemas['KeptFor'];
export type Tag = Schemas['Tag'];
export type TagColor = Schemas['TagColor'];
export type Hours = Schemas['Hours'];
export type HoursList = Schemas['HoursList'];
export type Channel = Schemas['Channel'];
export type AuditEntry = Schemas['AuditEntry'];

export const peopleQuery = queryOptions({
  queryKey: ['settings', 'people'],
  queryFn: () => read(api.GET('/internal/settings/people')),
});

export const invitationsQuery = queryOptions({
  queryKey: ['settings', 'invitations'],
  queryFn: () => read(api.GET('/internal/settings/invitations')),
});

export const rolesQuery = queryOptions({
  queryKey: ['settings', 'roles'],
  queryFn: () => read(api.GET('/internal/settings/roles')),
});

export const teamsQuery = queryOptions({
  queryKey: ['settings', 'teams'],
  queryFn: () => read(api.GET('/internal/settings/teams')),
});

export const teamUsesQuery = (teamId: string) =>
  queryOptions({
    queryKey: ['settings', 'team-uses', teamId],
    staleTime: 0,
    queryFn: () => read(api.GET('/internal/settings/teams/{teamId}/uses', { params: { path: { teamId } } })),
  });

export const attributesQuery = queryOptions({
  queryKey: ['settings', 'attributes'],
  queryFn: () => read(api.GET('/internal/settings/attributes')),
});

export const attributeUsesQuery = (name: string) =>
  queryOptions({
    queryKey: ['settings', 'attribute-uses', name],
    staleTime: 0,
    queryFn: () => read(api.GET('/internal/settings/attributes/uses', { params: { query: { name } } })),
  });

export const tagsQuery = queryOptions({
  queryKey: ['settings', 'tags'],
  queryFn: () => read(api.GET('/internal/settings/tags')),
});

export const hoursQuery = queryOptions({
  queryKey: ['settings', 'hours'],
  queryFn: () => read(api.GET('/internal/settings/hours')),
});

export const channelsQuery = queryOptions({
  queryKey: ['settings', 'channels'],
  queryFn: () => read(api.GET('/internal/settings/channels')),
});

export const workspaceQuery = queryOptions({
  queryKey: ['settings', 'workspace'],
  queryFn: () => read(api.GET('/internal/settings/workspace')),
});

export interface AuditFilter {
  readonly actorId?: string;
  readonly action?: string;
  readonly from?: string;
  readonly to?: string;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['settings', 'audit', filter],
    ...cursorPages,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/internal/settings/audit', {
          params: { query: { ...filter, ...afterCursor(pageParam) } },
        }),
      ),
  });

/** The people of the workspace, for whoever is signed in. */
export const colleaguesQuery = queryOptions({
  queryKey: ['settings', 'colleagues'],
  queryFn: () => read(api.GET('/internal/operators')),
});
