import { Button, Group, Skeleton, Text, Title } from '@mantine/core';
import { IconPlus, IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { TemplateCard } from './template-card.tsx';
import { TemplateFilters } from './template-filters.tsx';
import { galleryQuery } from './template-queries.ts';
import type { GallerySearch } from './template-search.ts';
import { useSync } from './use-template-actions.ts';
import './templates.css';

/** All templates, those of one name on one card. */
export function TemplatesPage() {
  const search = useSearch({ strict: false }) as GallerySearch;
  const gallery = useInfiniteQuery(galleryQuery(search));
  const mayWrite = useSession().permissions.includes('templates.write');
  const groups = gallery.data?.pages.flatMap((page) => page.groups) ?? [];
  const [first] = gallery.data?.pages ?? [];
  return (
    <div className="templates-page">
      <Group justify="space-between" mb="sm">
        <Title order={1} size="h3">
          Templates
        </Title>
        {mayWrite && (
          <Group gap="xs">
            <SyncButton />
            <Button component={Link} to="/templates/new" leftSection={<IconPlus size={16} />}>
              New template
            </Button>
          </Group>
        )}
      </Group>
      <TemplateFilters search={search} page={first} />
      {gallery.isPending && <CardsSkeleton />}
      {gallery.isError && !gallery.data && <ErrorState error={gallery.error} onRetry={() => void gallery.refetch()} />}
      {gallery.data && groups.length === 0 && (
        <NoTemplates isFiltered={Object.keys(search).length > 0} mayWrite={mayWrite} />
      )}
      <ul className="template-grid" aria-label="Templates" aria-busy={gallery.isPlaceholderData}>
        {groups.map((group) => (
          <TemplateCard key={`${group.wabaId}/${group.name}`} group={group} />
        ))}
      </ul>
      {gallery.hasNextPage ? (
        <Group justify="center" mt="md">
          <Button variant="default" loading={gallery.isFetchingNextPage} onClick={() => void gallery.fetchNextPage()}>
            Show more
          </Button>
        </Group>
      ) : (
        groups.length > 0 && (
          <Text size="sm" c="var(--quiet)" ta="center" mt="md">
            That is all
          </Text>
        )
      )}
    </div>
  );
}

function SyncButton() {
  const { sync, isRunning } = useSync();
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} />} loading={isRunning} onClick={sync}>
      Read again from WhatsApp
    </Button>
  );
}

function NoTemplates({ isFiltered, mayWrite }: { isFiltered: boolean; mayWrite: boolean }) {
  const navigate = useNavigate();
  if (isFiltered) {
    return (
      <EmptyState h="auto" title="No template matches" hint="Take away a filter, or search for something else.">
        <Button variant="default" onClick={() => void navigate({ to: '/templates', search: {} })}>
          Show all
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      h="auto"
      title="No templates yet"
      hint="A template is a message that WhatsApp has approved. It can be sent at any time, also when a customer has not written for a day."
    >
      {mayWrite && (
        <Button component={Link} to="/templates/new">
          Make the first
        </Button>
      )}
    </EmptyState>
  );
}

const places = [0, 1, 2, 3, 4, 5];

function CardsSkeleton() {
  return (
    <div className="template-grid" aria-hidden>
      {places.map((place) => (
        <div key={place} className="template-card">
          <div className="template-card-head">
            <Skeleton height={14} width="55%" />
            <Skeleton height={12} width={64} />
          </div>
          <div className="template-phone">
            <Skeleton height={120} width="85%" radius={12} />
          </div>
          <div className="template-card-foot">
            <Skeleton height={12} width="70%" />
          </div>
        </div>
      ))}
    </div>
  );
}
