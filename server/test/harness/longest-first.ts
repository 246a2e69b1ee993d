import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take ten seconds and more: begun last, one of them would keep one worker busy when the others have ended.
 * Those with a browser, which alone fills a core, stand between those that wait much.
 */
const longFiles = [
  'web-contacts',
  'commands',
  'webhooks-delivery',
  'web-settings',
  'simulation',
  'web-templates',
  'webhook-log',
  'web-app',
  'outgoing-rate',
  'web-developer',
  'embedded-postgres',
  'web-inbox',
  'embedded-postgres-as-root',
  'web-campaigns',
  'outgoing-verdicts',
  'webhooks-endpoints',
  'campaign-crash',
  'outgoing-order',
  'sessions',
  'outgoing-two-processes',
  'stories',
  'campaign-pages',
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
