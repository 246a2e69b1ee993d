import { AppError } from '../../kernel/errors.ts';
import type { Permission } from './permissions.ts';

/** Who changes people and roles: what he may do bounds what he can give. */
export interface PersonInCharge {
  readonly operatorId: string;
  readonly permissions: readonly Permission[];
}

/** Throws role.beyond_own when not all of it is among what the person in charge may do. */
export function requireWithin(chief: PersonInCharge, wanted: readonly Permission[], message: string): void {
  const beyond = wanted.filter((permission) => !chief.permissions.includes(permission));
  if (beyond.length === 0) return;
  throw new AppError('role.beyond_own', message, { details: { permissions: beyond } });
}
