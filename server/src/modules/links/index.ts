/**
 * Owns clicks on tracked links. Promises that a link leads only where its template says, and that every click is counted and
 * the first hundred of a link are told. The links themselves are in the templates and messages; it makes none.
 */
export { countClickers } from './count-clickers.ts';
export { type FollowedLink, followLink, type LinkFacts } from './follow-link.ts';
export { sweepClicks } from './sweep-clicks.ts';
