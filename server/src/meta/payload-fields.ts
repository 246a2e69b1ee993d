import { z } from 'zod';

/*
 * Building blocks for reading what others send: a field of the wrong type is as good as absent, and unknown fields stay,
 * because Meta adds fields without a new version.
 */

/** Text that must be there, with something in it. */
export const requiredText = z
  .string()
  .min(1)
  .refine((value) => !value.includes('\0'));

/** Text. A number counts as its digits. U+0000, which the database cannot store, is left out. */
export const text = z
  .union([
    z.string().transform((value) => (value.includes('\0') ? value.replaceAll('\0', '') : value)),
    z.number().transform(String),
  ])
  .optional()
  .catch(undefined);

/** A finite number. Text that is a number counts as it. */
export const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,15}(\.\d{1,15})?$/)
      .transform(Number),
  ])
  .optional()
  .catch(undefined);

export const flag = z.boolean().optional().catch(undefined);

/** An object with these fields and whatever else is in it. */
export function block<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).optional().catch(undefined);
}

/** A list whose elements that are no objects are left out; of the first `limit` ones. */
export function blocks<Shape extends z.ZodRawShape>(shape: Shape, limit: number) {
  const element = z.looseObject(shape);
  return z
    .array(z.unknown())
    .transform((values) =>
      values.slice(0, limit).flatMap((value) => {
        const read = element.safeParse(value);
        return read.success ? [read.data] : [];
      }),
    )
    .optional()
    .catch(undefined);
}
