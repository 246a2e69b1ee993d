import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take ten seconds and more: begun last, one of them would keep one worker busy when the other has ended. */
const longFiles = [
  'web-contacts',
  'web-settings',
  'web-developer',
  'web-app',
  'web-templates',
  'web-inbox',
  'web-campaigns',
  'commands',
  'webhooks-delivery',
  'simulation',
  'outgoing-rate',
  'embedded-postgres',
  'webhooks-endpoints',
  'outgoing-verdicts',
  'embedded-postgres-as-root',
  'outgoing-order',
  'outgoing-two-processes',
  'campaign-crash',
];

/** Runs the long files first, the others in the order of Vitest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = await super.sort(files);
    const placeOf = (file: TestSpecification): number => {
      const place = longFiles.findIndex((name) => file.moduleId.endsWith(`/${name}.test.ts`));
      return place < 0 ? longFiles.length : place;
    };
    return others.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}
