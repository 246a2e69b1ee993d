import { Text } from '@mantine/core';
import type { components } from '@parley/contract/contacts';

const numbers = new Intl.NumberFormat();

/** The first rows of a file, with what is wrong with them. */
export function ImportPreview({
  header,
  preview,
}: {
  header: readonly string[];
  preview: components['schemas']['Preview'];
}) {
  const { rows, checked, problems, examples } = preview;
  const shown = new Set(rows.map(({ row }) => row));
  const others = examples.filter(({ row }) => !shown.has(row));
  return (
    <section className="contacts-card" aria-label="Preview">
      <Text component="h3" fw={600} size="sm" mb={4}>
        The first rows
      </Text>
      <Text size="sm" mb="xs" role="status">
        {problems === 0
          ? `No errors in the first ${numbers.format(checked)} rows.`
          : `${numbers.format(problems)} of the first ${numbers.format(checked)} rows ${problems === 1 ? 'has an error and is' : 'have an error and are'} left out; a report names them afterwards.`}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className="contacts-scroll" tabIndex={0} aria-label="Rows of the file">
        <table className="contacts-table">
          <thead>
            <tr>
              <th scope="col">Row</th>
              {header.map((title, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
                <th scope="col" key={at}>
                  {title || `Column ${at + 1}`}
                </th>
              ))}
              <th scope="col">Error</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, cells, problem }) => (
              <tr key={row}>
                <td>{row}</td>
                {header.map((_, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns have no identity but their place
                  <td key={at}>{cells[at]}</td>
                ))}
                <td className="contacts-bad">{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {others.map(({ row, problem }) => (
        <Text key={row} size="sm" className="contacts-bad">
          Row {row}: {problem}
        </Text>
      ))}
    </section>
  );
}
