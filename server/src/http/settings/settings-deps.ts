import type { InternalDeps } from '../internal/internal-deps.ts';

/** How long things are kept, in days. */
export interface Retention {
  readonly what: string;
  readonly days: number;
}

export interface SettingsDeps extends InternalDeps {
  readonly retention: readonly Retention[];
}
