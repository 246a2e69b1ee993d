import { Agent } from 'undici';

/**
 * The connections of the tests' own calls. Without one of our own undici uses the global dispatcher, which is the one inside
 * Node when anything has called `fetch` before: that one never sends the forms of this undici.
 */
export const httpAgent = new Agent();
