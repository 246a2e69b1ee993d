import type { ApiDeps } from '../api-deps.ts';

/** What the sign-in page shows. */
export interface SignInFacts {
  readonly simulator: boolean;
  readonly demo:
    | { readonly password: string; readonly people: readonly { email: string; name: string; role: string }[] }
    | undefined;
}

export interface InternalDeps extends ApiDeps {
  readonly signInFacts: SignInFacts;
}
