import type { Anatomy, Section } from './anatomy.ts';
import type { GivenParameter } from './parameter-values.ts';

/** What a send may give by name and need not: it never fills the place of another value. */
export interface ExtraValues {
  /** Instead of the example code of a `copy_code` button. */
  readonly offerCode: string | undefined;
  /** Shown with a LOCATION header. */
  readonly locationName: string | undefined;
  readonly locationAddress: string | undefined;
}

type Extra = keyof ExtraValues;

/** The name under which a send may give the code of a `copy_code` button. */
export const offerCodeName = 'coupon_code';

const namesOf: Readonly<Record<Extra, readonly string[]>> = {
  offerCode: [offerCodeName, 'copy_code', 'offer_code'],
  locationName: ['location_name'],
  locationAddress: ['location_address'],
};

export const noExtras: ExtraValues = { offerCode: undefined, locationName: undefined, locationAddress: undefined };

/**
 * Makes the function that takes the extra values of a template out of what a caller gives; the names are inferred, not
 * documented. Answers undefined when the template can have none.
 */
export function compileExtras(
  anatomy: Anatomy,
): ((given: readonly GivenParameter[]) => { extras: ExtraValues; rest: readonly GivenParameter[] }) | undefined {
  const sections: readonly Section[] = [anatomy, ...anatomy.cards];
  const wanted: Extra[] = [];
  if (sections.some((section) => section.buttons.some((button) => button.kind === 'copy_code')))
    wanted.push('offerCode');
  if (sections.some((section) => section.header?.location)) wanted.push('locationName', 'locationAddress');
  if (wanted.length === 0) return undefined;
  const variables = new Set(anatomy.parameters.map((parameter) => parameter.name.toLowerCase()));
  const extraOf = new Map(wanted.flatMap((extra) => namesOf[extra].map((name): [string, Extra] => [name, extra])));
  return (given) => {
    const found: Partial<Record<Extra, string>> = {};
    const rest = given.filter(({ name, value }) => {
      const plain = name?.trim().toLowerCase() ?? '';
      const extra = extraOf.get(plain);
      if (extra === undefined) return true;
      if (value?.trim()) found[extra] ??= value.trim();
      return variables.has(plain);
    });
    return { extras: { ...noExtras, ...found }, rest };
  };
}
