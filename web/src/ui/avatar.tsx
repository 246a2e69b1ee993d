import { Avatar } from '@mantine/core';

interface Person {
  readonly name: string | null;
  readonly phone?: string | null;
  readonly colourSeed?: number;
}

/** Initials on a colour of the person's own; decorative, since the name always stands beside it. */
export function PersonAvatar({ person, size = 40 }: { person: Person; size?: number }) {
  const hue = person.colourSeed ?? hueOf(person.name ?? '');
  return (
    <Avatar
      size={size}
      radius={999}
      aria-hidden
      styles={{ placeholder: { background: `hsl(${hue} 45% 29%)`, color: '#fff', fontWeight: 600 } }}
    >
      {initialsOf(person)}
    </Avatar>
  );
}

function initialsOf({ name, phone }: Person): string {
  const parts = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => [...(part ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || (phone ?? '').slice(-2) || '?';
}

function hueOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return sum;
}
