import { expect } from 'vitest';

/** A refusal in the envelope of v3, with the status in its body too. */
export const refusal = (status: number, message: string | RegExp) => ({
  status,
  body: {
    code: status,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
    timestamp: expect.any(String),
  },
});
