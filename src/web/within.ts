/** What `work` gives, or undefined where it takes longer than `ms`; it is not ended by that. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | undefined> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // Where it was late its failure is nobody's any more.
    work.catch(() => undefined);
  }
}
