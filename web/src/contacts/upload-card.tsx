import { Button, FileButton, Text } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type DragEvent, useState } from 'react';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { Refusal } from '../ui/refusal.tsx';
import { jobsQuery } from './contact-queries.ts';

/** Takes a CSV file, by button or drop, and leads on to its columns. */
export function UploadCard() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [isOver, setOver] = useState(false);
  const { isRunning, error, run } = useWrite();
  const send = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    await run(async () => {
      const job = await read(
        api.POST('/internal/contacts/imports', {
          body: { file: '' },
          bodySerializer: () => {
            const form = new FormData();
            form.set('file', file);
            return form;
          },
        }),
      );
      await queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey });
      await navigate({ to: '/contacts/imports/$jobId', params: { jobId: job.id } });
    });
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };
  return (
    <section
      className="contacts-drop"
      aria-label="Import a file"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileButton accept=".csv,.txt,.tsv,text/csv" onChange={(file) => void send(file)}>
        {(props) => (
          <Button {...props} loading={isRunning} leftSection={<IconUpload size={16} />}>
            Import a CSV file
          </Button>
        )}
      </FileButton>
      <Text size="sm" c="var(--quiet)">
        or drop it here. Up to 25 MB and 200,000 rows, the first row with titles; a column must hold the number with its
        country code. Nothing is imported before you have seen it.
      </Text>
      <Refusal error={error} mt={0} />
    </section>
  );
}
