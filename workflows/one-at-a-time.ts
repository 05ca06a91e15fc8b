/** Runs handlers one after another, in the order in which their messages came. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve()

  run<T>(step: () => Promise<T>): Promise<T> {
    const result = this.last.then(step)
    this.last = result.catch(() => undefined)
    return result
  }
}
