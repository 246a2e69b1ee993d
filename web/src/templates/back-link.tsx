import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

export function BackLink() {
  return (
    <Anchor component={Link} to="/templates" size="sm" c="var(--link)">
      All templates
    </Anchor>
  );
}
