import { FileInput, Group, Select, Stack, Table, Text } from '@mantine/core';
import { IconFileTypeCsv } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import { useWrite } from '../api/use-write.ts';
import { ErrorState } from '../ui/states.tsx';
import { fileQuery, type Plan, type RecipientFile } from './campaign-queries.ts';
import { number } from './campaign-words.ts';

type Audience = Plan['audience'];

interface Props {
  readonly audience: Audience;
  readonly onChange: (part: Partial<Audience>) => void;
}

/** Uploads a file of recipients and says which of its columns hold what. */
export function FilePicker({ audience, onChange }: Props) {
  const queryClient = useQueryClient();
  const { fileId } = audience;
  const file = useQuery({ ...fileQuery(fileId ?? ''), enabled: fileId !== null });
  const { isRunning, error, run } = useWrite();
  const upload = async (chosen: File | null): Promise<void> => {
    if (!chosen) return;
    await run(async () => {
      const form = new FormData();
      form.append('file', chosen);
      const made: RecipientFile = await read(
        api.POST('/internal/campaigns/files', { body: { file: '' }, bodySerializer: () => form }),
      );
      queryClient.setQueryData(fileQuery(made.id).queryKey, made);
      onChange({ fileId: made.id, ...made.guess });
    });
  };
  return (
    <Stack gap="sm">
      <FileInput
        label={fileId === null ? 'CSV file' : 'Take another file'}
        description="With a header row. Commas, semicolons or tabs; as a spreadsheet saves it. At most 100,000 rows."
        placeholder="Choose a file"
        leftSection={<IconFileTypeCsv size={16} aria-hidden />}
        accept=".csv,.txt,text/csv"
        disabled={isRunning}
        error={error}
        maw={560}
        onChange={(chosen) => void upload(chosen)}
      />
      {file.isError && <ErrorState error={file.error} onRetry={() => void file.refetch()} />}
      {file.data && <Columns file={file.data} audience={audience} onChange={onChange} />}
    </Stack>
  );
}

function Columns({ file, audience, onChange }: Props & { file: RecipientFile }) {
  const { columns } = file;
  return (
    <>
      <Text size="sm">
        <strong>{file.name}</strong>, {number(file.rows)} rows
      </Text>
      <Group grow maw={720} align="flex-start">
        <Select
          label="Numbers are in"
          data={columns}
          value={audience.phoneColumn}
          error={audience.phoneColumn === null ? 'Choose a column' : undefined}
          onChange={(phoneColumn) => onChange({ phoneColumn })}
        />
        <Select
          label="Country codes are in"
          placeholder="The numbers have them"
          clearable
          data={columns}
          value={audience.countryCodeColumn}
          onChange={(countryCodeColumn) => onChange({ countryCodeColumn })}
        />
        <Select
          label="Names are in"
          placeholder="No column"
          clearable
          data={columns}
          value={audience.nameColumn}
          onChange={(nameColumn) => onChange({ nameColumn })}
        />
      </Group>
      <Table.ScrollContainer minWidth={400} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label="First rows of the file">
          <Table.Thead>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column}>{column}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {file.samples.map((cells) => (
              <Table.Tr key={cells.join('\n')}>
                {columns.map((column, place) => (
                  <Table.Td key={column}>{cells[place]}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
