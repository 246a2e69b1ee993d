/**
 * Waits for works that run side by side. When one fails, the others are waited for as well before its error is thrown: on
 * one connection nothing of them is still to come when the transaction is rolled back.
 */
export async function together<Works extends readonly unknown[]>(
  ...works: Works
): Promise<{ -readonly [Index in keyof Works]: Awaited<Works[Index]> }> {
  try {
    return await Promise.all(works);
  } catch (error) {
    await Promise.allSettled(works);
    throw error;
  }
}
