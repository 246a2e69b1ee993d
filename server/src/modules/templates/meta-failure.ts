import { AppError } from '../../kernel/errors.ts';
import type { GraphFailure } from '../../meta/graph-client.ts';

const generic = 100;

/** Throws meta.rejected with what Meta said, or meta.unavailable. */
export function throwFailure(failure: GraphFailure): never {
  if (failure.kind === 'unavailable') {
    const message = 'Meta could not be asked; nothing was changed. Try again later.';
    throw new AppError('meta.unavailable', message, { details: { detail: failure.detail } });
  }
  const { error, rule } = failure;
  // The general code says nothing by itself: what Meta wrote does.
  const said = error.userMessage ?? error.details ?? (error.code === generic ? error.message : rule.plain);
  throw new AppError('meta.rejected', `Meta refused the template: ${said}`, { details: { error } });
}
