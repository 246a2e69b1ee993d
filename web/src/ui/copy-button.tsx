import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { copyText } from './copy-text.ts';

interface Props extends ButtonProps {
  readonly label: string;
  readonly text: string;
  readonly 'aria-label'?: string;
}

/** Copies a text, and says for a moment that it did, or that the browser does not let it. */
export function CopyButton({ label, text, size = 'compact-xs', ...others }: Props) {
  const [outcome, setOutcome] = useState<string | undefined>();
  useEffect(() => {
    if (outcome === undefined) return;
    const timer = setTimeout(() => setOutcome(undefined), 1_500);
    return () => clearTimeout(timer);
  }, [outcome]);
  return (
    <Button
      size={size}
      variant="default"
      {...others}
      onClick={(event) => {
        const { currentTarget } = event;
        void copyText(text, currentTarget).then((isCopied) => setOutcome(isCopied ? 'Copied' : 'Copy it by hand'));
      }}
    >
      {outcome ?? label}
    </Button>
  );
}
