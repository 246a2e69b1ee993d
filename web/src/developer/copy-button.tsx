import { Button, CopyButton as MantineCopy } from '@mantine/core';

/** Copies a text, and says for a moment that it did. */
export function CopyButton({ label, text }: { label: string; text: string }) {
  return (
    <MantineCopy value={text}>
      {({ copied, copy }) => (
        <Button size="compact-xs" variant="default" onClick={copy}>
          {copied ? 'Copied' : label}
        </Button>
      )}
    </MantineCopy>
  );
}
