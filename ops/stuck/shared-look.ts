import type { StuckLook, StuckThing } from '../../domain/stuck'

interface Sharing {
  /** A look is good for so long, ms. */
  readonly freshMs: number
  /** Unix ms. */
  readonly now?: () => number
}

/** One look for everybody who asks at the same time or soon after it, counted from its end. */
export function sharedLook(
  find: () => Promise<StuckThing[]>,
  { freshMs, now = Date.now }: Sharing,
): () => Promise<StuckLook> {
  let going: Promise<StuckLook> | undefined
  let last: StuckLook | undefined
  return () => {
    if (last && now() - last.at.getTime() < freshMs) return Promise.resolve(last)
    going ??= find()
      .then((things) => (last = { at: new Date(now()), things }))
      .finally(() => (going = undefined))
    return going
  }
}
