/** How many presses of one person may wait: more is a flood, or a finger that does not believe the button. */
const queueLimit = 5

/** Serves each person's messages in order, people side by side. */
export class OnePerPerson {
  private readonly queues = new Map<string, { last: Promise<void>; waiting: number }>()

  /** Runs `work` after what this person asked before. False, and nothing is run, when too much waits already. */
  run(person: string, work: () => Promise<void>): boolean {
    const queue = this.queues.get(person) ?? { last: Promise.resolve(), waiting: 0 }
    if (queue.waiting >= queueLimit) return false
    queue.waiting += 1
    const done = queue.last.then(work).finally(() => {
      queue.waiting -= 1
      if (queue.waiting === 0) this.queues.delete(person)
    })
    queue.last = done.catch(() => undefined)
    this.queues.set(person, queue)
    return true
  }

  /** Resolves when nothing is being done, or after `graceMs`. */
  async settled(graceMs: number): Promise<void> {
    let giveUp: NodeJS.Timeout | undefined
    const grace = new Promise<void>((resolve) => {
      giveUp = setTimeout(resolve, graceMs)
    })
    await Promise.race([Promise.all([...this.queues.values()].map(({ last }) => last)), grace])
    clearTimeout(giveUp)
  }
}
