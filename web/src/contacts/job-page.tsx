import { Anchor, Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { ErrorState } from '../ui/states.tsx';
import { jobQuery } from './contact-queries.ts';
import { ContactsHead } from './contacts-head.tsx';
import { ImportForm } from './import-form.tsx';
import { JobCard } from './job-card.tsx';

/** One import or edit; of an import that has not begun, its columns. */
export function JobPage() {
  const { jobId = '' } = useParams({ strict: false });
  const job = useQuery(jobQuery(jobId));
  const { permissions } = useSession();
  return (
    <div className="contacts">
      <ContactsHead />
      <div className="contacts-body">
        <Stack gap="md" maw={1000} mx="auto">
          <Anchor component={Link} to="/contacts/imports" size="sm" c="var(--link)" underline="always">
            All imports and edits
          </Anchor>
          {job.isPending && <Skeleton height={260} />}
          {job.isError && <ErrorState error={job.error} onRetry={() => void job.refetch()} />}
          {job.data && <JobCard job={job.data} isAlone />}
          {job.data?.state === 'draft' && permissions.includes('contacts.write') && <ImportForm job={job.data} />}
        </Stack>
      </div>
    </div>
  );
}
