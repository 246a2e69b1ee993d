/** A step did not go as the story says. */
export class StepMismatch extends Error {
  readonly expected: string;
  readonly seen: string;
  constructor(expected: string, seen: string) {
    super(`expected ${expected}, seen ${seen}`);
    this.name = 'StepMismatch';
    this.expected = expected;
    this.seen = seen;
  }
}
