/**
 * Thrown in a transaction whose work began with what is gone by now. It runs again, as after a serialisation failure of
 * Postgres, whose code this bears.
 */
export class Overtaken extends Error {
  readonly code = '40001';

  constructor(message: string) {
    super(message);
    this.name = 'Overtaken';
  }
}
