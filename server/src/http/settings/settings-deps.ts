import type { InternalDeps } from '../internal/internal-deps.ts';

export type SettingsDeps = InternalDeps;
