import { Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.ts';
import { ListEnd } from '../ui/list-end.tsx';
import { EmptyState, ErrorState } from '../ui/states.tsx';
import { jobsQuery } from './contact-queries.ts';
import { ContactsHead } from './contacts-head.tsx';
import { JobCard } from './job-card.tsx';
import { UploadCard } from './upload-card.tsx';

/** Imports and edits of many, the newest first, and the place where a new import begins. */
export function JobsPage() {
  const { permissions } = useSession();
  const jobs = useInfiniteQuery(jobsQuery);
  const all = jobs.data?.pages.flatMap((page) => page.jobs) ?? [];
  return (
    <div className="contacts">
      <ContactsHead />
      <div className="contacts-body">
        <Stack gap="md" maw={820} mx="auto">
          {permissions.includes('contacts.write') && <UploadCard />}
          {jobs.isPending && <Skeleton height={220} />}
          {jobs.isError && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
          {jobs.data && all.length === 0 && (
            <EmptyState title="Nothing imported yet" hint="Imports and edits of many contacts stay here for 30 days." />
          )}
          {all.map((job) => (
            <JobCard key={job.id} job={job} />
          ))}
          <ListEnd
            list={jobs}
            more="Show older ones"
            end={all.length > 0 && 'That is all. They are kept for 30 days.'}
          />
        </Stack>
      </div>
    </div>
  );
}
