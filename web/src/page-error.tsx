import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ApiError } from './api/api-error.ts';
import { ErrorState } from './ui/states.tsx';

/** Stands where a page could not be had. */
export function PageError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const again = async (): Promise<void> => {
    if (error instanceof ApiError) {
      await router.invalidate();
      return reset();
    }
    // A script that did not come is not asked for twice by a browser, and after an update it has another name.
    await fetch('/').then(
      () => location.reload(),
      () => undefined,
    );
  };
  return <ErrorState error={error} onRetry={() => void again()} />;
}
