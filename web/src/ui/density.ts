import { useLocalStorage } from '@mantine/hooks';

export type Density = 'comfortable' | 'compact';

/** How close rows stand; kept in the browser. */
export function useDensity() {
  return useLocalStorage<Density>({
    key: 'parley.density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });
}
