/** A finished backup, by the moment it holds. */
export interface KeptBackup {
  /** Unix ms. */
  readonly takenAt: number
}

const dayMs = 86_400_000

/** Those that are older than `keepDays`. The newest one stays, however old it is. */
export function outlived<B extends KeptBackup>(
  backups: readonly B[],
  { keepDays, now }: { readonly keepDays: number; readonly now: number },
): B[] {
  const newest = Math.max(...backups.map(({ takenAt }) => takenAt))
  return backups.filter(({ takenAt }) => takenAt !== newest && takenAt < now - keepDays * dayMs)
}
