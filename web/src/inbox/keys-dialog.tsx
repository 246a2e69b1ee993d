import { Kbd, Modal, Table } from '@mantine/core';

const keys = [
  ['J, K', 'Next, previous conversation'],
  ['R', 'Write a reply'],
  ['N', 'Write a private note'],
  ['E', 'Solve, or open again'],
  ['A', 'Assign'],
  ['S', 'Search'],
  ['Ctrl K', 'Command bar'],
  ['Ctrl Z', 'Take back the change that was just told'],
  ['/', 'In a reply: quick replies'],
  ['@', 'In a note: mention somebody'],
  ['Enter', 'Send; Shift Enter begins a new line'],
  ['Esc', 'Leave the field, so that the other keys work'],
  ['?', 'These keys'],
] as const;

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Keys">
      <Table>
        <Table.Tbody>
          {keys.map(([key, what]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
